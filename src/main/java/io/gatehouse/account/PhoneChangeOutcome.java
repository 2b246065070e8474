package io.gatehouse.account;

import io.gatehouse.challenge.Challenge.SentCode;
import io.gatehouse.kernel.Refusal;
import io.gatehouse.kernel.Refusal.Reason;
import java.util.function.Function;
import java.util.function.Supplier;

/** The result of a step of a phone change. */
public sealed interface PhoneChangeOutcome {

    /** A code was sent to the new number. */
    record Sent(SentCode code) implements PhoneChangeOutcome {}

    /** The number was changed. */
    record Changed() implements PhoneChangeOutcome {}

    /** The step was refused. */
    record Refused(Refusal refusal) implements PhoneChangeOutcome {
        Refused(Reason reason) {
            this(Refusal.of(reason));
        }
    }

    /** Returns the result of the function for this case. */
    default <T> T fold(Function<SentCode, T> sent, Supplier<T> changed, Function<Refusal, T> refused) {
        if (this instanceof Sent outcome) {
            return sent.apply(outcome.code());
        }
        return this instanceof Refused outcome ? refused.apply(outcome.refusal()) : changed.get();
    }
}
