package io.gatehouse.delivery.sms.twilio;

import io.gatehouse.delivery.provider.SendFailure;
import io.gatehouse.delivery.provider.SendResult;

/** Twilio's error codes, as far as they tell something of the message; its words quote numbers and are dropped. */
final class TwilioErrors {
    private TwilioErrors() {}

    /** What the code stands for, whether an answer or a status callback brings it. */
    static SendResult.Refused refusal(int code) {
        return failure(code).because("twilio_" + code);
    }

    private static SendFailure failure(int code) {
        return switch (code) {
            // Too many requests, queue overflow, unknown error, carrier without an answer.
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
