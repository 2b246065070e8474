package io.gatehouse.passwordreset;

import io.gatehouse.kernel.Refusal;
import io.gatehouse.kernel.Refusal.Reason;
import io.gatehouse.password.Rejection;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/** What a step towards a new password leads to. */
public sealed interface ResetOutcome {

    /** Something is still to be done. */
    record Pending(ResetView view) implements ResetOutcome {}

    /** The password is the new one. */
    record Changed() implements ResetOutcome {}

    /** The password wished for will not do; the flow goes on. */
    record Rejected(List<Rejection> reasons) implements ResetOutcome {}

    /** Not so; whether the flow goes on is in the reason. */
    record Refused(Refusal refusal) implements ResetOutcome {
        Refused(Reason reason) {
            this(Refusal.of(reason));
        }
    }

    /** Handles every case. */
    default <T> T fold(
            Function<ResetView, T> pending,
            Supplier<T> changed,
            Function<List<Rejection>, T> rejected,
            Function<Refusal, T> refused) {
        if (this instanceof Pending still) {
            return pending.apply(still.view());
        }
        if (this instanceof Rejected not) {
            return rejected.apply(not.reasons());
        }
        return this instanceof Refused no ? refused.apply(no.refusal()) : changed.get();
    }
}
