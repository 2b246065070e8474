package io.gatehouse.dev;

import io.gatehouse.delivery.provider.SendResult;
import io.gatehouse.delivery.sms.SmsMessage;
import io.gatehouse.delivery.sms.SmsSender;
import io.quarkus.arc.profile.IfBuildProfile;
import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;
import java.util.UUID;

/** Puts text messages into the outbox instead of sending them. */
@Alternative
@Priority(1)
@Singleton
@IfBuildProfile("dev")
class OutboxSmsSender implements SmsSender {
    private final Outbox outbox;

    OutboxSmsSender(Outbox outbox) {
        this.outbox = outbox;
    }

    @Override
    public SendResult send(SmsMessage message) {
        outbox.add("sms", message.to().value(), "", message.body());
        return new SendResult.Accepted(UUID.randomUUID().toString());
    }
}
