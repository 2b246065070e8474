package io.gatehouse.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.delivery.message.MailKind;
import io.gatehouse.delivery.message.OutboxConfig;
import io.gatehouse.delivery.outbox.OutboxWorkers;
import io.gatehouse.testing.GatehouseTest;
import io.gatehouse.testing.PausedScheduler;
import io.gatehouse.testing.TestClock;
import io.gatehouse.testing.TestMail;
import jakarta.inject.Inject;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Retries of mails that the server does not accept at once. */
@GatehouseTest
class OutboxRetriesIT extends PausedScheduler {
    @Inject
    DeliveryFixture deliveryFixture;

    @Inject
    OutboxFixture outboxFixture;

    @Inject
    OutboxWorkers workers;

    @Inject
    OutboxConfig config;

    @Inject
    TestClock clock;

    @Test
    void retries_after_a_temporary_rejection() {
        Administrator administrator = deliveryFixture.administrator();
        String address = administrator.email().value();
        TestMail.refuse(address, 451);
        outboxFixture.post(outboxFixture.mail(MailKind.RESET_LINK, administrator));
        outboxFixture.awaitFate(administrator, "WAITING 1 smtp_451");
        // Another code, to tell the second rejection from the first.
        TestMail.refuse(address, 452);
        lapse(config.firstPause());
        outboxFixture.awaitFate(administrator, "WAITING 2 smtp_452");
        assertThat(outboxFixture.row(administrator))
                .doesNotContain("not now", address, OutboxFixture.LINK, "aB3_", "203.0.113.7", "Firefox");
        assertThat(TestMail.allTo(address)).isEmpty();

        TestMail.accept(address);
        lapse(config.firstPause().multipliedBy(2));
        outboxFixture.awaitFate(administrator, "SENT 3");
        assertThat(TestMail.allTo(address)).hasSize(1);
    }

    @Test
    void retries_after_the_longest_pause_when_rejected_permanently() {
        Administrator administrator = deliveryFixture.administrator();
        TestMail.refuse(administrator.email().value(), 554);
        outboxFixture.post(outboxFixture.mail(MailKind.PASSWORD_CHANGED, administrator));
        outboxFixture.awaitFate(administrator, "WAITING 1 smtp_554");

        TestMail.accept(administrator.email().value());
        lapse(config.longestPause());
        outboxFixture.awaitFate(administrator, "SENT 2");
    }

    @Test
    void is_dead_after_the_last_attempt_and_keeps_no_contents() {
        Administrator administrator = deliveryFixture.administrator();
        TestMail.refuse(administrator.email().value(), 451);
        outboxFixture.post(outboxFixture.mail(MailKind.PASSWORD_CHANGED, administrator));
        outboxFixture.awaitFate(administrator, "WAITING 1 smtp_451");
        outboxFixture.change("attempts = 20, give_up_at = next_attempt_at + interval '10 minutes'", administrator);
        lapse(config.firstPause());
        outboxFixture.awaitFate(administrator, "DEAD 21 smtp_451");
        assertThat(outboxFixture.sealed(administrator)).isNull();

        TestMail.accept(administrator.email().value());
        lapse(Duration.ofHours(1));
        Administrator other = deliveryFixture.administrator();
        outboxFixture.post(outboxFixture.mail(MailKind.PASSWORD_CHANGED, other));
        outboxFixture.awaitFate(other, "SENT 1");
        assertThat(TestMail.allTo(administrator.email().value())).isEmpty();
    }

    @Test
    void is_not_sent_after_its_link_has_expired() {
        Administrator administrator = deliveryFixture.administrator();
        TestMail.refuse(administrator.email().value(), 451);
        outboxFixture.post(outboxFixture.mail(MailKind.RESET_LINK, administrator));
        outboxFixture.awaitFate(administrator, "WAITING 1 smtp_451");
        TestMail.accept(administrator.email().value());
        lapse(Duration.ofMinutes(15));
        outboxFixture.awaitFate(administrator, "DEAD 2 expired");
        assertThat(TestMail.allTo(administrator.email().value())).isEmpty();
    }

    private void lapse(Duration time) {
        clock.advance(time);
        workers.wake();
    }
}
