package io.gatehouse.delivery.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.delivery.DeliveryFixture;
import io.gatehouse.delivery.OutboxFixture;
import io.gatehouse.delivery.message.DurableMail;
import io.gatehouse.delivery.message.MailKind;
import io.gatehouse.testing.GatehouseTest;
import io.gatehouse.testing.Parallel;
import io.gatehouse.testing.TestMail;
import io.gatehouse.testing.TestMail.Mail;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduler;
import jakarta.inject.Inject;
import jakarta.transaction.TransactionalException;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Mails that must arrive: with their cause, its contents sealed, and once. */
@GatehouseTest
class MailOutboxIT {
    @Inject
    DeliveryFixture post;

    @Inject
    OutboxFixture bag;

    @Inject
    MailOutbox outbox;

    @Inject
    WaitingMails mails;

    @Inject
    MailSeal seal;

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
        assertThat(mail.text().lines()).contains(OutboxFixture.LINK);
        assertThat(mail.html()).contains("<a href=\"" + OutboxFixture.LINK + "\">");
        assertThat(mail.raw()).contains("token=3D").doesNotContain(OutboxFixture.LINK);
        assertThat(TestMail.allTo(person.email().value())).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(names = {"RESET_LINK", "INVITATION", "REALM_REMINDER", "EMAIL_CONFIRM"})
    void goes_before_older_news_when_somebody_waits_for_it(MailKind awaited) {
        Administrator colleague = post.somebody();
        Administrator person = post.somebody();

        assertThat(bag.firstServed(bag.mail(MailKind.MFA_ENABLED, colleague), bag.mail(awaited, person)))
                .isEqualTo(person.id());
        assertThat(bag.firstServed(bag.mail(awaited, colleague), bag.mail(awaited, person)))
                .isEqualTo(colleague.id());
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
    void its_contents_are_sealed_while_it_waits_and_erased_when_it_is_sent() {
        Administrator person = post.somebody();
        bag.insertUnseen(person);
        WaitingMail taken = takeOf(person);
        assertThat(seal.open(taken.id(), taken.sealed()).details()).containsEntry("link", OutboxFixture.LINK);
        assertThat(bag.sealed(person)).isEqualTo(taken.sealed());
        assertThatThrownBy(() -> seal.open(UUID.randomUUID(), taken.sealed()))
                .isInstanceOf(IllegalArgumentException.class);

        mails.sent(taken);
        assertThat(bag.fate(person)).isEqualTo("SENT 1");
        assertThat(bag.sealed(person)).isNull();
    }

    /** Takes the person's mail as a worker would. */
    private WaitingMail takeOf(Administrator person) {
        WaitingMail taken = mails.take().orElseThrow();
        assertThat(seal.open(taken.id(), taken.sealed()).to()).isEqualTo(person.email());
        return taken;
    }
}
