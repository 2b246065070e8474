package io.gatehouse.delivery.provider;

/** Why a message did not get through, as far as its person can do something about it. */
public enum SendFailure {
    /** Too many requests, a fault or no answer: it may get through a little later. */
    TROUBLE,
    /** The provider does not do what is asked, whoever it is for; another one may. */
    PROVIDER,
    /** There is no such number, or no such mailbox. */
    ADDRESS_UNKNOWN,
    /** The telephone is off, out of reach, or takes no such messages. */
    UNREACHABLE,
    /** Its owner has told the provider to send no more. */
    OPTED_OUT,
    /** A fixed line, which takes no text messages. */
    NOT_MOBILE,
    /** The provider does not send to the country. */
    COUNTRY_CLOSED,
    /** Filtered out on the way. */
    BLOCKED,
    /** It was not sent while it was of use. */
    EXPIRED;

    /** A refusal for this reason. */
    public SendResult.Refused because(String error) {
        return new SendResult.Refused(this, error);
    }
}
