package io.gatehouse.delivery.dispatch;

import io.gatehouse.administrator.EmailAddress;
import io.gatehouse.administrator.MobileNumber;
import io.gatehouse.delivery.mail.MailSender;
import io.gatehouse.delivery.message.OutgoingMessage;
import io.gatehouse.delivery.message.OutgoingMessage.CodeMessage;
import io.gatehouse.delivery.message.OutgoingMessage.DeliveryId;
import io.gatehouse.delivery.provider.SendFailure;
import io.gatehouse.delivery.provider.SendResult;
import io.gatehouse.delivery.sms.SmsSender;
import io.gatehouse.delivery.text.CodeTemplates;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;

/** Sends a message by the channel of its destination; a code only until it expires. */
@ApplicationScoped
class CodeSender {
    private final CodeTemplates templates;
    private final SmsSender smsSender;
    private final MailSender mailSender;
    private final Clock clock;

    CodeSender(CodeTemplates templates, SmsSender smsSender, MailSender mailSender, Clock clock) {
        this.templates = templates;
        this.smsSender = smsSender;
        this.mailSender = mailSender;
        this.clock = clock;
    }

    /** Sends the message once, without retries. */
    SendResult send(DeliveryId id, OutgoingMessage message) {
        return message.fold(code -> send(id, code), notice -> smsSender.send(templates.sms(id, notice)));
    }

    private SendResult send(DeliveryId id, CodeMessage message) {
        Duration left = Duration.between(clock.instant(), message.requestedAt().plus(message.validFor()));
        if (left.isNegative() || left.isZero()) {
            return SendFailure.EXPIRED.because("expired");
        }
        return message.destination() instanceof MobileNumber number
                ? smsSender.send(templates.sms(id, number, message, left))
                : mailSender.send(templates.mail(id, (EmailAddress) message.destination(), message));
    }
}
