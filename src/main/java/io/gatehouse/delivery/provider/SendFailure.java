package io.gatehouse.delivery.provider;

/** Why a message was not delivered, in the terms of the administrator it was for. */
public enum SendFailure {
    /** Too many requests, a fault or no response: a retry may succeed. */
    TROUBLE,
    /** The provider rejects the request whatever the recipient; another provider may accept it. */
    PROVIDER,
    /** There is no such number, or no such mailbox. */
    ADDRESS_UNKNOWN,
    /** The mailbox takes no more mails. */
    MAILBOX_FULL,
    /** The phone is off, out of reach, or does not accept such messages. */
    UNREACHABLE,
    /** The recipient has opted out with the provider. */
    OPTED_OUT,
    /** A landline, which does not receive text messages. */
    NOT_MOBILE,
    /** The provider does not send to the country. */
    COUNTRY_CLOSED,
    /** Filtered out by a carrier. */
    BLOCKED,
    /** Not sent before it expired. */
    EXPIRED;

    /** Returns a refusal for this reason. */
    public SendResult.Refused because(String error) {
        return new SendResult.Refused(this, error);
    }
}
