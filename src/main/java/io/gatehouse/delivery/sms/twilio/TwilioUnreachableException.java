package io.gatehouse.delivery.sms.twilio;

/** Twilio did not take the request in; it may do so a little later. */
class TwilioUnreachableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Without a cause: the words of lower layers may quote the request. */
    TwilioUnreachableException(String error) {
        super(error, null, false, false);
    }
}
