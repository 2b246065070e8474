package io.gatehouse.delivery.sms.twilio;

/** Twilio did not accept the request; a retry may succeed. */
class TwilioUnreachableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Has no cause, whose message may quote the request. */
    TwilioUnreachableException(String error) {
        super(error, null, false, false);
    }
}
