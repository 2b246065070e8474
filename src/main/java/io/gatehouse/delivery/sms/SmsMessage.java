package io.gatehouse.delivery.sms;

import io.gatehouse.administrator.MobileNumber;
import java.time.Duration;

/**
 * A text message ready to be sent.
 *
 * @param id unique
 * @param validity validity, after which the provider need not deliver it
 */
public record SmsMessage(String id, MobileNumber to, String body, Duration validity) {

    /** Omits number and text, to keep them out of logs. */
    @Override
    public String toString() {
        return "SmsMessage[" + to.hint() + "]";
    }
}
