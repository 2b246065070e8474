package io.gatehouse.delivery.provider;

/** What a provider made of a message. */
public sealed interface SendResult {

    /** It took the message over, and calls it by that id. */
    record Accepted(String providerMessageId) implements SendResult {}

    /**
     * It did not.
     *
     * @param error short stable name of the reason, in snake_case; never the provider's own words, which quote addresses
     * @param worthRetrying whether the same message may get through a little later
     */
    record Refused(String error, boolean worthRetrying) implements SendResult {}

    /** Refused for good. */
    static SendResult permanent(String error) {
        return new Refused(error, false);
    }

    /** Refused for now. */
    static SendResult temporary(String error) {
        return new Refused(error, true);
    }
}
