package io.gatehouse.delivery.sms;

import io.gatehouse.delivery.provider.SendResult;

/** A provider of text messages: waits for its response for a limited time, and returns failures rather than throwing them. */
public interface SmsProvider {
    /** Returns the kind by which the configuration selects this provider. */
    SmsConfig.Provider kind();

    /** Sends the message once, without retries. */
    SendResult send(SmsMessage message);
}
