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
import io.gatehouse.testing.PausedScheduler;
import io.gatehouse.testing.TestMail;
import io.gatehouse.testing.TestMail.Mail;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Inject;
import jakarta.transaction.TransactionalException;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Mails in the outbox: posted with their cause, sealed, and sent once. */
@GatehouseTest
class MailOutboxIT extends PausedScheduler {
    @Inject
    DeliveryFixture deliveryFixture;

    @Inject
    OutboxFixture outboxFixture;

    @Inject
    MailOutbox outbox;

    @Inject
    WaitingMails mails;

    @Inject
    MailSeal seal;

    @Test
    void is_sent_once_with_its_link_intact_when_the_transaction_commits() {
        Administrator administrator = deliveryFixture.administrator();
        outboxFixture.post(outboxFixture.mail(MailKind.RESET_LINK, administrator));
        outboxFixture.awaitFate(administrator, "SENT 1");

        Mail mail = TestMail.latestTo(administrator.email().value());
        assertThat(mail.subject()).startsWith("Reset your password (");
        assertThat(mail.text().lines()).contains(OutboxFixture.LINK);
        assertThat(mail.html()).contains("<a href=\"" + OutboxFixture.LINK + "\"");
        assertThat(mail.raw()).contains("token=3D").doesNotContain(OutboxFixture.LINK);
        assertThat(TestMail.allTo(administrator.email().value())).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(names = {"RESET_LINK", "INVITATION", "REALM_REMINDER", "EMAIL_CONFIRM"})
    void is_sent_before_older_mails_when_awaited(MailKind awaited) {
        Administrator colleague = deliveryFixture.administrator();
        Administrator administrator = deliveryFixture.administrator();

        assertThat(outboxFixture.firstTaken(
                        outboxFixture.mail(MailKind.MFA_ENABLED, colleague),
                        outboxFixture.mail(awaited, administrator)))
                .isEqualTo(administrator.id());
        assertThat(outboxFixture.firstTaken(
                        outboxFixture.mail(awaited, colleague), outboxFixture.mail(awaited, administrator)))
                .isEqualTo(colleague.id());
    }

    @Test
    void is_not_sent_when_the_transaction_rolls_back() {
        Administrator administrator = deliveryFixture.administrator();
        QuarkusTransaction.begin();
        outbox.post(outboxFixture.mail(MailKind.PASSWORD_CHANGED, administrator));
        QuarkusTransaction.rollback();
        // Anything posted before would have been sent before this one, or with it.
        outboxFixture.post(outboxFixture.mail(MailKind.PASSWORD_CHANGED, administrator));
        outboxFixture.awaitFate(administrator, "SENT 1");

        assertThat(TestMail.allTo(administrator.email().value())).hasSize(1);
    }

    @Test
    void is_not_posted_outside_a_transaction() {
        Administrator administrator = deliveryFixture.administrator();
        DurableMail mail = outboxFixture.mail(MailKind.PASSWORD_CHANGED, administrator);
        assertThatThrownBy(() -> outbox.post(mail)).isInstanceOf(TransactionalException.class);
        assertThat(outboxFixture.count(administrator)).isZero();
    }

    @Test
    void is_posted_once_per_cause() {
        Administrator administrator = deliveryFixture.administrator();
        DurableMail mail = outboxFixture.mail(MailKind.PASSWORD_KNOWN, administrator);
        Parallel.times(8, () -> {
            QuarkusTransaction.requiringNew().run(() -> outbox.postOnce("event-1", mail));
            return true;
        });
        assertThat(outboxFixture.count(administrator)).isEqualTo(1);
        QuarkusTransaction.requiringNew().run(() -> outbox.postOnce("event-2", mail));
        assertThat(outboxFixture.count(administrator)).isEqualTo(2);
        assertThat(TestMail.latestTo(administrator.email().value(), 2).subject())
                .startsWith("Wrong codes");
    }

    @Test
    void its_contents_are_sealed_while_it_waits_and_erased_when_it_is_sent() {
        Administrator administrator = deliveryFixture.administrator();
        outboxFixture.insertUnseen(administrator);
        WaitingMail taken = takeOf(administrator);
        assertThat(seal.open(taken.id(), taken.sealed()).details()).containsEntry("link", OutboxFixture.LINK);
        assertThat(outboxFixture.sealed(administrator)).isEqualTo(taken.sealed());
        assertThatThrownBy(() -> seal.open(UUID.randomUUID(), taken.sealed()))
                .isInstanceOf(IllegalArgumentException.class);

        mails.sent(taken);
        assertThat(outboxFixture.fate(administrator)).isEqualTo("SENT 1");
        assertThat(outboxFixture.sealed(administrator)).isNull();
    }

    /** Takes the administrator's mail as a worker would. */
    private WaitingMail takeOf(Administrator administrator) {
        WaitingMail taken = mails.take().orElseThrow();
        assertThat(seal.open(taken.id(), taken.sealed()).to()).isEqualTo(administrator.email());
        return taken;
    }
}
