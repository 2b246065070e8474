package io.gatehouse.delivery.sms;

import io.gatehouse.delivery.provider.SendResult;

/** Hands a text message to a provider; waits for its answer, for a bounded time, and never throws for what it says. */
public interface SmsSender {
    /** Sends once, by the first provider that takes it. */
    SendResult send(SmsMessage message);
}
