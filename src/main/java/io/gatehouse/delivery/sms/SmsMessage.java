package io.gatehouse.delivery.sms;

import io.gatehouse.administrator.MobileNumber;
import java.time.Duration;

/**
 * A text message as it goes out.
 *
 * @param id unique name of it
 * @param usefulFor after which the provider need no longer deliver it
 */
public record SmsMessage(String id, MobileNumber to, String body, Duration usefulFor) {

    /** Says neither number nor text, so that no log can. */
    @Override
    public String toString() {
        return "SmsMessage[" + to.hint() + "]";
    }
}
