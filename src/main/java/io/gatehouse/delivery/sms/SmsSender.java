package io.gatehouse.delivery.sms;

import io.gatehouse.delivery.provider.SendResult;

/** Hands text messages to a provider: waits for its response for a limited time, and returns failures rather than throwing them. */
public interface SmsSender {
    /** Sends the message once, through the first provider that accepts it. */
    SendResult send(SmsMessage message);
}
