package io.gatehouse.delivery.provider;

/** What a provider made of a message. */
public sealed interface SendResult {
    /** It took the message over, and calls it by that id. */
    record Accepted(String providerMessageId) implements SendResult {}

    /**
     * It did not.
     *
     * @param error short stable name of the reason, in snake_case; never the provider's own words, which quote addresses
     */
    record Refused(SendFailure failure, String error) implements SendResult {
        /** Whether the same message may get through a little later. */
        public boolean worthRetrying() {
            return failure == SendFailure.TROUBLE;
        }

        /** Whether another provider may take the message. */
        public boolean worthAnotherProvider() {
            return failure == SendFailure.TROUBLE || failure == SendFailure.PROVIDER;
        }
    }
}
