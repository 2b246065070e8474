package io.gatehouse.signin;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.kernel.Refusal;
import io.gatehouse.kernel.Refusal.Reason;
import io.gatehouse.session.OpenedSession;
import io.gatehouse.session.TrustedBrowser;
import java.util.Optional;
import java.util.function.Function;

/** What a step of a sign-in leads to. */
public sealed interface SignInOutcome {

    /** The second factor is still to come. */
    record Pending(PendingView view) implements SignInOutcome {}

    /**
     * Signed in, or the session raised; with a browser that is trusted from now on.
     *
     * @param enrolled whether the mobile number was proven by it
     */
    record Complete(
            Administrator administrator,
            OpenedSession opened,
            Optional<TrustedBrowser.Granted> trusted,
            boolean enrolled)
            implements SignInOutcome {
        Complete(Administrator administrator, OpenedSession opened) {
            this(administrator, opened, Optional.empty(), false);
        }

        Complete with(TrustedBrowser.Granted granted) {
            return new Complete(administrator, opened, Optional.of(granted), enrolled);
        }

        Complete enrolledNow() {
            return new Complete(administrator, opened, trusted, true);
        }
    }

    /** Not so; whether the sign-in goes on is in the reason. */
    record Refused(Refusal refusal) implements SignInOutcome {
        Refused(Reason reason) {
            this(Refusal.of(reason));
        }
    }

    /** Handles every case. */
    default <T> T fold(Function<PendingView, T> pending, Function<Complete, T> complete, Function<Refusal, T> refused) {
        if (this instanceof Pending still) {
            return pending.apply(still.view());
        }
        return this instanceof Complete done ? complete.apply(done) : refused.apply(((Refused) this).refusal());
    }
}
