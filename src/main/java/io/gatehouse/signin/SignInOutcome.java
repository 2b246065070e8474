package io.gatehouse.signin;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.challenge.Challenge.Destination;
import io.gatehouse.challenge.Challenge.SentCode;
import io.gatehouse.kernel.Refusal;
import io.gatehouse.kernel.Refusal.Reason;
import io.gatehouse.session.Sessions.OpenedSession;
import io.gatehouse.session.TrustedBrowser;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What a step of a sign-in leads to. */
public sealed interface SignInOutcome {

    /** Where a sign-in stands after the password; drawn in {@code docs/sign-in.md}. */
    enum State {
        /** A mobile number is wanted. */
        ENROLL_PHONE,
        /** A channel must be chosen before a code is sent. */
        CHOOSE_CHANNEL,
        /** A code is out and can be entered. */
        CODE_SENT
    }

    /**
     * What the person between the two factors may know.
     *
     * @param signInId the flow's secret, 256 bits
     * @param channels where a code can be sent now, masked
     * @param phoneOpen whether the mobile number may still be entered or corrected
     * @param code the code that is out, in {@link State#CODE_SENT}
     * @param unsent why no code can be sent at the moment by any way, where none is out
     */
    record View(
            String signInId,
            State state,
            List<Destination> channels,
            boolean phoneOpen,
            Optional<SentCode> code,
            Optional<Refusal> unsent) {}

    /** The second factor is still to come. */
    record Pending(View view) implements SignInOutcome {}

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
    default <T> T fold(Function<View, T> pending, Function<Complete, T> complete, Function<Refusal, T> refused) {
        if (this instanceof Pending still) {
            return pending.apply(still.view());
        }
        return this instanceof Complete done ? complete.apply(done) : refused.apply(((Refused) this).refusal());
    }
}
