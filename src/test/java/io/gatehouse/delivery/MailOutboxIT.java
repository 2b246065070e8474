package io.gatehouse.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.gatehouse.admin.Administrator;
import io.gatehouse.delivery.provider.SendResult.Refused;
import io.gatehouse.testing.GatehouseTest;
import io.gatehouse.testing.Parallel;
import io.gatehouse.testing.TestClock;
import io.gatehouse.testing.TestMail;
import io.gatehouse.testing.TestMail.Mail;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduler;
import jakarta.inject.Inject;
import jakarta.transaction.TransactionalException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Mails that must arrive: with their cause, late if need be, and once. */
@GatehouseTest
class MailOutboxIT {
    private static final Duration LEASE = Duration.ofMinutes(1);

    @Inject
    Post post;

    @Inject
    Postbag bag;

    @Inject
    MailOutbox outbox;

    @Inject
    OutboxWorkers workers;

    @Inject
    WaitingMails mails;

    @Inject
    DurableMailSender sender;

    @Inject
    OutboxConfig config;

    @Inject
    OutboxEntity.Repository rows;

    @Inject
    MailSeal seal;

    @Inject
    TestClock clock;

    @Inject
    Scheduler scheduler;

    /** So that nobody sends what a test has not set going. */
    @BeforeEach
    void holdTheSweep() {
        scheduler.pause();
    }

    @AfterEach
    void letItSweep() {
        scheduler.resume();
    }

    @Test
    void arrives_once_with_its_link_whole_when_the_transaction_commits() {
        Administrator person = post.somebody();
        bag.post(bag.mail(MailKind.RESET_LINK, person));
        bag.awaitFate(person, "SENT 1");

        Mail mail = TestMail.latestTo(person.email().value());
        assertThat(mail.subject()).isEqualTo("Reset your password");
        assertThat(mail.text().lines()).contains(Postbag.LINK);
        assertThat(mail.html()).contains("<a href=\"" + Postbag.LINK + "\">");
        assertThat(mail.raw()).contains("token=3D").doesNotContain(Postbag.LINK);
        assertThat(TestMail.allTo(person.email().value())).hasSize(1);
    }

    @Test
    void is_not_sent_when_the_transaction_rolls_back() {
        Administrator person = post.somebody();
        QuarkusTransaction.begin();
        outbox.post(bag.mail(MailKind.PASSWORD_CHANGED, person));
        QuarkusTransaction.rollback();
        // Whatever that had set going would have been sent before this one, or with it.
        bag.post(bag.mail(MailKind.PASSWORD_CHANGED, person));
        bag.awaitFate(person, "SENT 1");

        assertThat(TestMail.allTo(person.email().value())).hasSize(1);
    }

    @Test
    void is_not_posted_outside_a_transaction() {
        Administrator person = post.somebody();
        DurableMail mail = bag.mail(MailKind.PASSWORD_CHANGED, person);
        assertThatThrownBy(() -> outbox.post(mail)).isInstanceOf(TransactionalException.class);
        assertThat(bag.count(person)).isZero();
    }

    @Test
    void of_one_cause_there_is_one() {
        Administrator person = post.somebody();
        DurableMail mail = bag.mail(MailKind.PASSWORD_KNOWN, person);
        Parallel.times(8, () -> {
            QuarkusTransaction.requiringNew().run(() -> outbox.postOnce("event-1", mail));
            return true;
        });
        assertThat(bag.count(person)).isEqualTo(1);
        QuarkusTransaction.requiringNew().run(() -> outbox.postOnce("event-2", mail));
        assertThat(bag.count(person)).isEqualTo(2);
        assertThat(TestMail.latestTo(person.email().value(), 2).subject()).startsWith("Wrong codes");
    }

    @Test
    void waits_out_a_server_that_refuses_for_now() {
        Administrator person = post.somebody();
        String address = person.email().value();
        TestMail.refuse(address, 451);
        bag.post(bag.mail(MailKind.RESET_LINK, person));
        bag.awaitFate(person, "WAITING 1 smtp_451");
        lapse(config.firstPause());
        bag.awaitFate(person, "WAITING 2 smtp_451");
        assertThat(bag.row(person)).doesNotContain("not now", address, Postbag.LINK, "aB3_", "203.0.113.7", "Firefox");
        assertThat(TestMail.allTo(address)).isEmpty();

        TestMail.accept(address);
        lapse(config.firstPause().multipliedBy(2));
        bag.awaitFate(person, "SENT 3");
        assertThat(TestMail.allTo(address)).hasSize(1);
    }

    @Test
    void waits_out_a_refusal_that_takes_an_operator_to_undo() {
        Administrator person = post.somebody();
        TestMail.refuse(person.email().value(), 554);
        bag.post(bag.mail(MailKind.PASSWORD_CHANGED, person));
        bag.awaitFate(person, "WAITING 1 smtp_554");

        TestMail.accept(person.email().value());
        lapse(config.longestPause());
        bag.awaitFate(person, "SENT 2");
    }

    @Test
    void is_dead_after_the_last_attempt_and_keeps_no_contents() {
        Administrator person = post.somebody();
        TestMail.refuse(person.email().value(), 451);
        bag.post(bag.mail(MailKind.PASSWORD_CHANGED, person));
        bag.awaitFate(person, "WAITING 1 smtp_451");
        bag.change("attempts = 20, give_up_at = next_attempt_at + interval '10 minutes'", person);
        lapse(config.firstPause());
        bag.awaitFate(person, "DEAD 21 smtp_451");
        assertThat(sealed(person)).isNull();

        TestMail.accept(person.email().value());
        lapse(Duration.ofHours(1));
        Administrator other = post.somebody();
        bag.post(bag.mail(MailKind.PASSWORD_CHANGED, other));
        bag.awaitFate(other, "SENT 1");
        assertThat(TestMail.allTo(person.email().value())).isEmpty();
    }

    @Test
    void is_not_sent_once_its_link_is_over() {
        Administrator person = post.somebody();
        TestMail.refuse(person.email().value(), 451);
        bag.post(bag.mail(MailKind.RESET_LINK, person));
        bag.awaitFate(person, "WAITING 1 smtp_451");
        TestMail.accept(person.email().value());
        lapse(Duration.ofMinutes(15));
        bag.awaitFate(person, "DEAD 2 expired");
        assertThat(TestMail.allTo(person.email().value())).isEmpty();
    }

    @Test
    void its_contents_are_sealed_while_it_waits_and_erased_when_it_is_sent() {
        Administrator person = post.somebody();
        insertUnseen(person);
        WaitingMail taken = takeOf(person);
        assertThat(seal.open(taken.id(), taken.sealed()).details()).containsEntry("link", Postbag.LINK);
        assertThat(sealed(person)).isEqualTo(taken.sealed());
        assertThatThrownBy(() -> seal.open(UUID.randomUUID(), taken.sealed()))
                .isInstanceOf(IllegalArgumentException.class);

        mails.sent(taken);
        assertThat(bag.fate(person)).isEqualTo("SENT 1");
        assertThat(sealed(person)).isNull();
    }

    @Test
    void what_a_node_left_behind_is_sent_by_another() {
        Administrator person = post.somebody();
        insertUnseen(person);
        takeOf(person);
        workers.wake();
        await().during(Duration.ofMillis(500)).until(() -> bag.fate(person), "WAITING 1"::equals);

        lapse(LEASE);
        bag.awaitFate(person, "SENT 2");
        assertThat(TestMail.allTo(person.email().value())).hasSize(1);
    }

    @Test
    void the_word_of_a_worker_that_was_given_up_does_not_count_unless_it_sent() {
        Administrator person = post.somebody();
        insertUnseen(person);
        WaitingMail first = takeOf(person);
        clock.advance(LEASE);
        WaitingMail second = takeOf(person);
        mails.refused(first, new Refused("late", true));
        assertThat(bag.fate(person)).isEqualTo("WAITING 2");

        mails.sent(first);
        mails.refused(second, new Refused("late", true));
        assertThat(bag.fate(person)).isEqualTo("SENT 2");
    }

    @Test
    void nobody_need_wake_a_node_for_it_to_look() {
        Administrator person = post.somebody();
        insertUnseen(person);
        scheduler.resume();
        bag.awaitFate(person, "SENT 1");
    }

    @Test
    void many_workers_of_many_nodes_send_each_once() {
        List<Administrator> people = Stream.generate(post::somebody).limit(20).toList();
        List<OutboxWorkers> nodes = Stream.generate(() -> new OutboxWorkers(mails, sender, config))
                .limit(3)
                .toList();
        people.forEach(this::insertUnseen);
        Parallel.each(nodes, node -> {
            node.wake();
            node.wake();
            return true;
        });
        workers.wake();
        for (Administrator person : people) {
            bag.awaitFate(person, "SENT 1");
            assertThat(TestMail.allTo(person.email().value())).hasSize(1);
        }
    }

    /** Puts a mail into the table without waking anybody; due an hour ago, so that it comes first. */
    private void insertUnseen(Administrator to) {
        Instant now = clock.instant();
        var row = new OutboxEntity();
        row.id = UUID.randomUUID();
        row.realmId = to.realm().value();
        row.administratorId = to.id().value();
        row.kind = MailKind.INVITATION;
        row.cause = "test";
        row.sealed = seal.seal(row.id, bag.mail(MailKind.INVITATION, to));
        row.state = OutboxState.WAITING;
        row.createdAt = now.minus(Duration.ofHours(1));
        row.giveUpAt = now.plus(config.giveUpAfter());
        QuarkusTransaction.requiringNew().run(() -> rows.addUnlessThere(row));
    }

    /** Takes the person's mail as a worker would. */
    private WaitingMail takeOf(Administrator person) {
        WaitingMail taken = mails.take().orElseThrow();
        assertThat(seal.open(taken.id(), taken.sealed()).to()).isEqualTo(person.email());
        return taken;
    }

    private byte[] sealed(Administrator person) {
        return QuarkusTransaction.requiringNew()
                .call(() -> rows.find("administratorId", person.id().value()).firstResult().sealed);
    }

    private void lapse(Duration time) {
        clock.advance(time);
        workers.wake();
    }
}
