package io.gatehouse.delivery.provider;

/** A provider's result for a message. */
public sealed interface SendResult {
    /** The provider has accepted the message under that id. */
    record Accepted(String providerMessageId) implements SendResult {}

    /**
     * The provider has not accepted the message.
     *
     * @param error stable code of the reason, such as {@code twilio_30007}; never the provider's text, which may quote
     *     addresses
     */
    record Refused(SendFailure failure, String error) implements SendResult {
        /** Returns whether a retry of the same message may succeed. */
        public boolean worthRetrying() {
            return failure == SendFailure.TROUBLE;
        }

        /** Returns whether another provider may accept the message. */
        public boolean worthAnotherProvider() {
            return failure == SendFailure.TROUBLE || failure == SendFailure.PROVIDER;
        }
    }
}
