package io.gatehouse.delivery.sms.twilio;

import io.gatehouse.delivery.provider.SendFailure;
import io.gatehouse.delivery.provider.SendResult;

/** Maps Twilio's error codes; its error texts quote numbers and are dropped. */
final class TwilioErrors {
    private TwilioErrors() {}

    /** Returns the refusal for a code of a response or a status callback. */
    static SendResult.Refused refusal(int code) {
        return failure(code).because("twilio_" + code);
    }

    private static SendFailure failure(int code) {
        return switch (code) {
            // Too many requests, queue overflow, unknown error, carrier timeout.
            case 20429, 30001, 30008, 30410 -> SendFailure.TROUBLE;
            case 21211, 21217, 21421, 30005 -> SendFailure.ADDRESS_UNKNOWN;
            case 21214, 21612, 30003 -> SendFailure.UNREACHABLE;
            case 21610 -> SendFailure.OPTED_OUT;
            case 21268, 21614, 21635, 30006 -> SendFailure.NOT_MOBILE;
            case 21408 -> SendFailure.COUNTRY_CLOSED;
            case 30004, 30007, 30450 -> SendFailure.BLOCKED;
            case 30036 -> SendFailure.EXPIRED;
            default -> SendFailure.PROVIDER;
        };
    }
}
