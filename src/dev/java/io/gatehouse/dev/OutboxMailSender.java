package io.gatehouse.dev;

import io.gatehouse.delivery.mail.MailMessage;
import io.gatehouse.delivery.mail.MailSender;
import io.gatehouse.delivery.provider.SendResult;
import io.quarkus.arc.profile.IfBuildProfile;
import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;

/** Puts mails into the outbox instead of sending them. */
@Alternative
@Priority(1)
@Singleton
@IfBuildProfile("dev")
class OutboxMailSender implements MailSender {
    private final Outbox outbox;

    OutboxMailSender(Outbox outbox) {
        this.outbox = outbox;
    }

    @Override
    public SendResult send(MailMessage message) {
        outbox.add("email", message.to().value(), message.subject(), message.text());
        return new SendResult.Accepted(message.id());
    }
}
