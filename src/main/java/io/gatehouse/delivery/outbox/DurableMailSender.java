package io.gatehouse.delivery.outbox;

import io.gatehouse.delivery.mail.MailSender;
import io.gatehouse.delivery.provider.SendFailure;
import io.gatehouse.delivery.provider.SendResult;
import io.gatehouse.delivery.text.MailTemplates;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;

/** Sends a mail from the outbox, unless it is no longer of use. */
@ApplicationScoped
class DurableMailSender {
    private final MailSeal seal;
    private final MailTemplates templates;
    private final MailSender sender;
    private final Clock clock;

    DurableMailSender(MailSeal seal, MailTemplates templates, MailSender sender, Clock clock) {
        this.seal = seal;
        this.templates = templates;
        this.sender = sender;
        this.clock = clock;
    }

    /** Sends the mail once; every attempt has the same {@code Message-ID}. */
    SendResult send(WaitingMail mail) {
        if (!clock.instant().isBefore(mail.giveUpAt())) {
            return SendFailure.EXPIRED.because("expired");
        }
        return sender.send(templates.mail(mail.id(), seal.open(mail.id(), mail.sealed())));
    }
}
