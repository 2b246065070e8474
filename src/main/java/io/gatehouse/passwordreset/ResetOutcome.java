package io.gatehouse.passwordreset;

import io.gatehouse.administrator.EmailAddress;
import io.gatehouse.authenticator.Authenticator;
import io.gatehouse.challenge.Challenge.Destination;
import io.gatehouse.challenge.Challenge.SentCode;
import io.gatehouse.kernel.Refusal;
import io.gatehouse.kernel.Refusal.Reason;
import io.gatehouse.password.Rejection;
import io.gatehouse.passwordreset.PendingResets.ResetStep;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** The result of a step of a reset. */
public sealed interface ResetOutcome {

    /** The state of a reset. */
    public enum State {
        /** An authenticator must be used, a channel be chosen, or a recovery code entered. */
        CHOOSE_CHANNEL,
        /** A code was sent and can be entered. */
        CODE_SENT,
        /** The new password can be set. */
        NEW_PASSWORD
    }

    /**
     * A pending reset as shown to the administrator.
     *
     * @param id the flow's secret, 256 bits
     * @param email of the account, for the password manager
     * @param authenticators that are accepted, the strongest first
     * @param channels where a code can be sent; if there are neither, only a recovery code is accepted
     * @param recoverable whether the account has a recovery code that is accepted
     */
    record View(
            String id,
            EmailAddress email,
            State state,
            List<Authenticator> authenticators,
            List<Destination> channels,
            Optional<SentCode> code,
            boolean recoverable) {

        static View newPassword(ResetStep step) {
            return new View(
                    step.id(),
                    step.administrator().email(),
                    State.NEW_PASSWORD,
                    List.of(),
                    List.of(),
                    Optional.empty(),
                    false);
        }
    }

    /** Further steps are required. */
    record Pending(View view) implements ResetOutcome {}

    /** The password was changed. */
    record Changed() implements ResetOutcome {}

    /** The new password is not acceptable; the reset continues. */
    record Rejected(List<Rejection> reasons) implements ResetOutcome {}

    /** The step was refused; the reason says whether the reset continues. */
    record Refused(Refusal refusal) implements ResetOutcome {
        Refused(Reason reason) {
            this(Refusal.of(reason));
        }
    }

    /** Returns the result of the function for this case. */
    default <T> T fold(
            Function<View, T> pending,
            Supplier<T> changed,
            Function<List<Rejection>, T> rejected,
            Function<Refusal, T> refused) {
        if (this instanceof Pending outcome) {
            return pending.apply(outcome.view());
        }
        if (this instanceof Rejected outcome) {
            return rejected.apply(outcome.reasons());
        }
        return this instanceof Refused outcome ? refused.apply(outcome.refusal()) : changed.get();
    }
}
