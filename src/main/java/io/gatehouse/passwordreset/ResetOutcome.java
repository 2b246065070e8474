package io.gatehouse.passwordreset;

import io.gatehouse.challenge.Challenge.Destination;
import io.gatehouse.challenge.Challenge.SentCode;
import io.gatehouse.kernel.Refusal;
import io.gatehouse.kernel.Refusal.Reason;
import io.gatehouse.password.Rejection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** What a step towards a new password leads to. */
public sealed interface ResetOutcome {

    /** Where it stands. */
    public enum State {
        /** A channel must be chosen, or a recovery code entered. */
        CHOOSE_CHANNEL,
        /** A code is out and can be entered. */
        CODE_SENT,
        /** The new password can be set. */
        NEW_PASSWORD
    }

    /**
     * What the person on the way to a new password may know.
     *
     * @param id the flow's secret, 256 bits
     * @param channels where a code can be sent, masked; none where only a recovery code will do
     */
    record View(String id, State state, List<Destination> channels, Optional<SentCode> code) {

        static View newPassword(String id) {
            return new View(id, State.NEW_PASSWORD, List.of(), Optional.empty());
        }
    }

    /** Something is still to be done. */
    record Pending(View view) implements ResetOutcome {}

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
            Function<View, T> pending,
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
