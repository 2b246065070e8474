package io.gatehouse.administration.phonereset;

import java.util.function.Function;
import java.util.function.Supplier;

/** The outcome of a request about a phone number's reset. */
public sealed interface PhoneResetOutcome {

    /** The reason of a refusal. */
    enum Conflict {
        /** The account has no phone number. */
        NO_NUMBER,
        /** The reset needs no approval, was applied, or was cancelled. */
        NOT_OPEN,
        /** The caller requested the reset or is its subject, and so cannot approve it. */
        SELF_APPROVAL
    }

    /** The reset is pending. */
    record Pending(PhoneReset reset) implements PhoneResetOutcome {}

    /** The reset was applied or cancelled. */
    record Decided() implements PhoneResetOutcome {}

    /** The request was refused. */
    record Refused(Conflict conflict) implements PhoneResetOutcome {}

    /** Applies the function that matches the outcome. */
    default <T> T fold(Function<PhoneReset, T> pending, Supplier<T> decided, Function<Conflict, T> refused) {
        if (this instanceof Pending open) {
            return pending.apply(open.reset());
        }
        return this instanceof Refused no ? refused.apply(no.conflict()) : decided.get();
    }
}
