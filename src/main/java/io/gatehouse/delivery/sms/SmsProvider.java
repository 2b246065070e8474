package io.gatehouse.delivery.sms;

import io.gatehouse.delivery.provider.SendResult;

/** Somebody who sends text messages: waits for the answer, for a bounded time, and never throws for what it says. */
public interface SmsProvider {
    /** Which one this is. */
    SmsConfig.Provider kind();

    /** Sends once, without retries. */
    SendResult send(SmsMessage message);
}
