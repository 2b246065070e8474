package io.gatehouse.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.delivery.message.MailKind;
import io.gatehouse.delivery.message.OutboxConfig;
import io.gatehouse.delivery.outbox.OutboxWorkers;
import io.gatehouse.testing.GatehouseTest;
import io.gatehouse.testing.TestClock;
import io.gatehouse.testing.TestMail;
import io.quarkus.scheduler.Scheduler;
import jakarta.inject.Inject;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Mails that the server does not take at once. */
@GatehouseTest
class OutboxRetriesIT {
    @Inject
    DeliveryFixture post;

    @Inject
    OutboxFixture bag;

    @Inject
    OutboxWorkers workers;

    @Inject
    OutboxConfig config;

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
    void waits_out_a_server_that_refuses_for_now() {
        Administrator person = post.somebody();
        String address = person.email().value();
        TestMail.refuse(address, 451);
        bag.post(bag.mail(MailKind.RESET_LINK, person));
        bag.awaitFate(person, "WAITING 1 smtp_451");
        // Another word, so that the second refusal cannot be taken for the first.
        TestMail.refuse(address, 452);
        lapse(config.firstPause());
        bag.awaitFate(person, "WAITING 2 smtp_452");
        assertThat(bag.row(person))
                .doesNotContain("not now", address, OutboxFixture.LINK, "aB3_", "203.0.113.7", "Firefox");
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
        assertThat(bag.sealed(person)).isNull();

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

    private void lapse(Duration time) {
        clock.advance(time);
        workers.wake();
    }
}
