package io.gatehouse.account;

import io.gatehouse.challenge.Challenge.SentCode;
import io.gatehouse.kernel.Refusal;
import io.gatehouse.kernel.Refusal.Reason;
import java.util.function.Function;
import java.util.function.Supplier;

/** What a step towards another mobile number leads to. */
public sealed interface PhoneChangeOutcome {

    /** A code is out, to the new number. */
    record Sent(SentCode code) implements PhoneChangeOutcome {}

    /** The number is the new one. */
    record Changed() implements PhoneChangeOutcome {}

    /** Not so. */
    record Refused(Refusal refusal) implements PhoneChangeOutcome {
        Refused(Reason reason) {
            this(Refusal.of(reason));
        }
    }

    /** Handles every case. */
    default <T> T fold(Function<SentCode, T> sent, Supplier<T> changed, Function<Refusal, T> refused) {
        if (this instanceof Sent out) {
            return sent.apply(out.code());
        }
        return this instanceof Refused no ? refused.apply(no.refusal()) : changed.get();
    }
}
