package io.gatehouse.account;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.kernel.Refusal;
import io.gatehouse.password.Rejection;
import io.gatehouse.session.Sessions.OpenedSession;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;

/** What becomes of a wish for another password. */
public sealed interface PasswordChangeOutcome {

    /** The password is the new one, and the session at hand, the only one left, has new secrets. */
    record Changed(Administrator person, OpenedSession opened) implements PasswordChangeOutcome {}

    /** The password wished for will not do. */
    record Rejected(List<Rejection> reasons) implements PasswordChangeOutcome {}

    /** The current password is wrong, or was not even compared. */
    record Refused(Refusal refusal) implements PasswordChangeOutcome {}

    /** Handles every case. */
    default <T> T fold(
            BiFunction<Administrator, OpenedSession, T> changed,
            Function<List<Rejection>, T> rejected,
            Function<Refusal, T> refused) {
        if (this instanceof Changed done) {
            return changed.apply(done.person(), done.opened());
        }
        return this instanceof Rejected not ? rejected.apply(not.reasons()) : refused.apply(((Refused) this).refusal());
    }
}
