package io.gatehouse.account;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.kernel.Refusal;
import io.gatehouse.password.Rejection;
import io.gatehouse.session.Sessions.OpenedSession;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;

/** The result of a password change. */
public sealed interface PasswordChangeOutcome {

    /** The password was changed; the caller's session, the only one left, has new secrets. */
    record Changed(Administrator administrator, OpenedSession opened) implements PasswordChangeOutcome {}

    /** The new password is not acceptable. */
    record Rejected(List<Rejection> reasons) implements PasswordChangeOutcome {}

    /** The current password was wrong, or was not compared. */
    record Refused(Refusal refusal) implements PasswordChangeOutcome {}

    /** Returns the result of the function for this case. */
    default <T> T fold(
            BiFunction<Administrator, OpenedSession, T> changed,
            Function<List<Rejection>, T> rejected,
            Function<Refusal, T> refused) {
        if (this instanceof Changed outcome) {
            return changed.apply(outcome.administrator(), outcome.opened());
        }
        return this instanceof Rejected outcome
                ? rejected.apply(outcome.reasons())
                : refused.apply(((Refused) this).refusal());
    }
}
