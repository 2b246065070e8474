package io.gatehouse.administration.phonereset;

import java.util.function.Function;
import java.util.function.Supplier;

/** What becomes of a wish about a mobile number's reset. */
public sealed interface PhoneResetOutcome {

    /** Why not. */
    enum Conflict {
        /** There is no number to take away. */
        NO_NUMBER,
        /** It takes effect by itself, has done so, or was cancelled. */
        NOT_OPEN,
        /** Whoever asked for it, or whom it is about, does not approve it. */
        NOT_ANOTHER
    }

    /** It waits: for an approval, or for its time. */
    record Waiting(PhoneReset reset) implements PhoneResetOutcome {}

    /** It has taken effect, or is cancelled. */
    record Decided() implements PhoneResetOutcome {}

    /** Not so. */
    record Refused(Conflict conflict) implements PhoneResetOutcome {}

    /** Handles every case. */
    default <T> T fold(Function<PhoneReset, T> waiting, Supplier<T> decided, Function<Conflict, T> refused) {
        if (this instanceof Waiting open) {
            return waiting.apply(open.reset());
        }
        return this instanceof Refused no ? refused.apply(no.conflict()) : decided.get();
    }
}
