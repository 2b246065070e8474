package io.gatehouse.signin;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.administrator.MobileNumber;
import io.gatehouse.authenticator.Authenticator;
import io.gatehouse.authenticator.AuthenticatorKind;
import io.gatehouse.challenge.Challenge.Destination;
import io.gatehouse.challenge.Challenge.SentCode;
import io.gatehouse.delivery.message.CodePurpose;
import io.gatehouse.factorreset.FactorResets.FactorReset;
import io.gatehouse.kernel.Refusal;
import io.gatehouse.kernel.Refusal.Reason;
import io.gatehouse.session.Sessions.OpenedSession;
import io.gatehouse.session.TrustedBrowser;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The result of a step of a sign-in. */
public sealed interface SignInOutcome {

    /** The state of a sign-in after the password. */
    enum State {
        /** A mobile number must be entered. */
        ENROLL_PHONE,
        /** An authenticator must be used, or a channel be chosen before a code is sent. */
        CHOOSE_CHANNEL,
        /** A code was sent and can be entered. */
        CODE_SENT,
        /** An authenticator app must be set up, or a passkey created if the realm allows them. */
        ENROLL_TOTP,
        /** A passkey must be created. */
        ENROLL_PASSKEY,
        /** The reset of the authenticators has been requested; the sign-in goes no further. */
        RESET_REQUESTED
    }

    /**
     * A pending sign-in as shown to the administrator.
     *
     * @param signInId the flow's secret, 256 bits
     * @param purpose of the code that was sent, or of the next one
     * @param authenticators that are accepted now, the strongest first
     * @param channels where a code can be sent now
     * @param enrollable the kinds of authenticators of which one is to be enrolled now, the strongest first
     * @param phoneOpen whether the mobile number may still be entered or corrected
     * @param candidate the number entered in this sign-in, not proven yet; shown only to the person who entered it
     * @param code the code that was sent, in {@link State#CODE_SENT}
     * @param unsent why no code can be sent at the moment, if none was sent
     * @param recoverable whether the account has a recovery code that is accepted in place of a code
     * @param resettable whether the account has a recovery code that requests the reset of its authenticators
     * @param reset the pending reset of the authenticators, in {@link State#RESET_REQUESTED}
     */
    record View(
            String signInId,
            State state,
            CodePurpose purpose,
            List<Authenticator> authenticators,
            List<Destination> channels,
            List<AuthenticatorKind> enrollable,
            boolean phoneOpen,
            Optional<MobileNumber> candidate,
            Optional<SentCode> code,
            Optional<Refusal> unsent,
            boolean recoverable,
            boolean resettable,
            Optional<FactorReset> reset) {

        /** Returns whether the code is to prove the mailbox, before a number can be enrolled. */
        public boolean provesMailbox() {
            return purpose == CodePurpose.ENROLLMENT;
        }
    }

    /** The second factor is pending. */
    record Pending(View view) implements SignInOutcome {}

    /**
     * Signed in, or the session stepped up.
     *
     * @param trusted the trust granted to the browser; empty if none was
     * @param enrolled whether a mobile number or an authenticator was enrolled by it
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

    /** The step was refused; the reason says whether the sign-in continues. */
    record Refused(Refusal refusal) implements SignInOutcome {
        Refused(Reason reason) {
            this(Refusal.of(reason));
        }
    }

    /** Returns the result of the function for this case. */
    default <T> T fold(Function<View, T> pending, Function<Complete, T> complete, Function<Refusal, T> refused) {
        if (this instanceof Pending outcome) {
            return pending.apply(outcome.view());
        }
        return this instanceof Complete outcome ? complete.apply(outcome) : refused.apply(((Refused) this).refusal());
    }
}
