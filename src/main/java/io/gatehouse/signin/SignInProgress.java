package io.gatehouse.signin;

import io.gatehouse.authenticator.AuthenticatorKind;
import io.gatehouse.challenge.Challenge.Destination;
import io.gatehouse.challenge.Challenge.SentCode;
import io.gatehouse.challenge.ChallengeService;
import io.gatehouse.factorreset.Factor;
import io.gatehouse.factorreset.FactorResets;
import io.gatehouse.kernel.Refusal;
import io.gatehouse.kernel.id.AdministratorId;
import io.gatehouse.realm.Channel;
import io.gatehouse.session.Session.SecondFactor;
import io.gatehouse.signin.PendingSignIn.WeakerFactor;
import io.gatehouse.signin.SignInService.BrowserTrust;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;

/** What follows a verified or refused second factor of a sign-in or step-up, and the flow as it is shown in between. */
@ApplicationScoped
class SignInProgress {
    private final ChallengeService challenges;
    private final PendingSignIns pendingSignIns;
    private final SignInCompletion completion;
    private final FactorResets resets;

    SignInProgress(
            ChallengeService challenges,
            PendingSignIns pendingSignIns,
            SignInCompletion completion,
            FactorResets resets) {
        this.challenges = challenges;
        this.pendingSignIns = pendingSignIns;
        this.completion = completion;
        this.resets = resets;
    }

    /**
     * Completes the flow by the verified factor, or requires the enrolment of an authenticator if the policy demands one that the
     * account lacks.
     *
     * @param enrolled whether a number was enrolled by the factor
     */
    SignInOutcome verified(
            SignInStep step, SecondFactor factor, Instant provenAt, BrowserTrust trust, boolean enrolled) {
        if (step.lacksMinimum()) {
            var weaker = new WeakerFactor(trust.requested(), enrolled);
            SignInStep next = step.with(step.pending().withWeaker(weaker));
            pendingSignIns.replace(next);
            return pending(next, Optional.empty(), Optional.empty());
        }
        pendingSignIns.remove(step);
        return completion.bySecondFactor(step, factor, provenAt, trust, enrolled);
    }

    /** Completes the flow by the authenticator that it has enrolled. */
    SignInOutcome enrolled(SignInStep step, SecondFactor factor, BrowserTrust trust) {
        boolean requested =
                trust.requested() || step.pending().weaker().orElseThrow().trustRequested();
        pendingSignIns.remove(step);
        return completion.byEnrolledAuthenticator(step, factor, new BrowserTrust(requested, trust.presented()));
    }

    /** Returns the refusal, and ends the flow if no attempts are left. */
    SignInOutcome refused(SignInStep step, Refusal refusal) {
        if (refusal.attemptsLeft().orElse(1) == 0) {
            pendingSignIns.replace(step.with(step.pending().asUsedUp()));
        }
        return new SignInOutcome.Refused(refusal);
    }

    /**
     * Returns the flow as shown to the administrator.
     *
     * @param code that was sent and can be entered
     * @param unsent why no code can be sent at the moment
     */
    SignInOutcome pending(SignInStep step, Optional<SentCode> code, Optional<Refusal> unsent) {
        return new SignInOutcome.Pending(new SignInOutcome.View(
                step.id(),
                state(step, code),
                step.purpose(),
                step.accepted(),
                step.destinations().stream().map(Destination::of).toList(),
                step.enrollable(),
                step.phoneOpen(),
                step.pending().candidate().filter(number -> step.phoneOpen()),
                code,
                unsent,
                isRecoverable(step),
                step.resetsByRecoveryCode() && challenges.isRecoverable(step.challenge()),
                step.pending().resetRequested()
                        ? resets.findPending(account(step), Factor.AUTHENTICATORS)
                        : Optional.empty()));
    }

    /** Requests the reset of the account's authenticators, which ends the flow. */
    SignInOutcome resetRequested(SignInStep step) {
        resets.requestOwn(step.context());
        SignInStep requested = step.with(step.pending().withResetRequested());
        pendingSignIns.replace(requested);
        return pending(requested, Optional.empty(), Optional.empty());
    }

    private static AdministratorId account(SignInStep step) {
        return step.administrator().id();
    }

    /** Returns whether the account has a recovery code that can complete the flow. */
    boolean isRecoverable(SignInStep step) {
        return step.acceptsRecoveryCodes() && challenges.isRecoverable(step.challenge());
    }

    private static SignInOutcome.State state(SignInStep step, Optional<SentCode> code) {
        if (step.pending().resetRequested()) {
            return SignInOutcome.State.RESET_REQUESTED;
        }
        if (step.enrollingAuthenticator()) {
            return step.enrollable().contains(AuthenticatorKind.TOTP)
                    ? SignInOutcome.State.ENROLL_TOTP
                    : SignInOutcome.State.ENROLL_PASSKEY;
        }
        if (code.isPresent()) {
            return SignInOutcome.State.CODE_SENT;
        }
        boolean numberMissing =
                step.phoneOpen() && step.destination(Channel.SMS).isEmpty();
        return numberMissing ? SignInOutcome.State.ENROLL_PHONE : SignInOutcome.State.CHOOSE_CHANNEL;
    }
}
