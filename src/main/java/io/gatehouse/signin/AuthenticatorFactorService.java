package io.gatehouse.signin;

import io.gatehouse.authenticator.Authenticator;
import io.gatehouse.authenticator.AuthenticatorKind;
import io.gatehouse.authenticator.PasskeyOptions;
import io.gatehouse.authenticator.Passkeys;
import io.gatehouse.authenticator.TotpEnrollment;
import io.gatehouse.authenticator.Totps;
import io.gatehouse.challenge.Challenge;
import io.gatehouse.challenge.ChallengeService;
import io.gatehouse.kernel.Refusal;
import io.gatehouse.kernel.Refusal.Reason;
import io.gatehouse.session.Session.SecondFactor;
import io.gatehouse.signin.SignInService.BrowserTrust;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.function.Function;

/**
 * The authenticators of a sign-in or step-up: verifies those that the account has, and enrols the one that the policy requires
 * after a weaker factor.
 */
@ApplicationScoped
class AuthenticatorFactorService {
    private final ChallengeService challenges;
    private final Totps totps;
    private final Passkeys passkeys;
    private final SignInProgress progress;

    AuthenticatorFactorService(ChallengeService challenges, Totps totps, Passkeys passkeys, SignInProgress progress) {
        this.challenges = challenges;
        this.totps = totps;
        this.passkeys = passkeys;
        this.progress = progress;
    }

    /** Returns the secret of a new authenticator app; the same one until it is confirmed, so that a page can be shown again. */
    Prepared<TotpEnrollment> enrollTotp(SignInStep step) {
        return step.enrollable().contains(AuthenticatorKind.TOTP)
                ? new Prepared.Ready<>(totps.pending(step.context(), step.id())
                        .orElseGet(() -> totps.enroll(step.context(), step.id())))
                : new Prepared.Refused<>(Reason.STEP_NOT_ALLOWED);
    }

    /** Returns the options to create a passkey. */
    Prepared<PasskeyOptions.Creation> createPasskey(SignInStep step) {
        return step.enrollable().contains(AuthenticatorKind.PASSKEY)
                ? passkeys.creationOptions(step.context(), step.id())
                        .<Prepared<PasskeyOptions.Creation>>map(Prepared.Ready::new)
                        .orElseGet(() -> new Prepared.Refused<>(Reason.TOO_MANY_PASSKEYS))
                : new Prepared.Refused<>(Reason.STEP_NOT_ALLOWED);
    }

    /** Returns the options to use one of the account's passkeys. */
    Prepared<PasskeyOptions.Request> usePasskey(SignInStep step) {
        return step.accepts(AuthenticatorKind.PASSKEY)
                ? new Prepared.Ready<>(challenges.passkeyOptions(step.challenge()))
                : new Prepared.Refused<>(Reason.CHANNEL_NOT_ALLOWED);
    }

    /** Verifies the code of the authenticator app, or the first one of the app that is being enrolled. */
    SignInOutcome verifyTotp(SignInStep step, String code, BrowserTrust trust) {
        if (step.enrollable().contains(AuthenticatorKind.TOTP)) {
            return totps.confirm(step.context(), step.id(), code)
                    .map(refusal -> progress.refused(step, refusal))
                    .orElseGet(() -> progress.enrolled(step, SecondFactor.TOTP, trust));
        }
        if (!step.accepts(AuthenticatorKind.TOTP)) {
            return new SignInOutcome.Refused(Reason.CHANNEL_NOT_ALLOWED);
        }
        Optional<Refusal> refused = challenges.verify(step.challenge(), new Challenge.EnteredTotp(code));
        return refused.map(refusal -> progress.refused(step, refusal))
                .orElseGet(() -> progress.verified(step, SecondFactor.TOTP, step.now(), trust, false));
    }

    /** Verifies a passkey of the account, or adds the one that is being enrolled. */
    SignInOutcome verifyPasskey(SignInStep step, String credential, BrowserTrust trust) {
        if (step.enrollable().contains(AuthenticatorKind.PASSKEY)) {
            return fold(
                    step,
                    challenges.registerPasskey(step.challenge(), credential),
                    factor -> progress.enrolled(step, factor, trust));
        }
        return step.accepts(AuthenticatorKind.PASSKEY)
                ? fold(
                        step,
                        challenges.verifyPasskey(step.challenge(), credential),
                        factor -> progress.verified(step, factor, step.now(), trust, false))
                : new SignInOutcome.Refused(Reason.CHANNEL_NOT_ALLOWED);
    }

    private SignInOutcome fold(
            SignInStep step, Passkeys.Result result, Function<SecondFactor, SignInOutcome> accepted) {
        return result.fold(done -> accepted.apply(factor(done.passkey())), refusal -> progress.refused(step, refusal));
    }

    /** Returns the factor that a verified passkey is. */
    static SecondFactor factor(Authenticator passkey) {
        return passkey.synced() ? SecondFactor.SYNCED_PASSKEY : SecondFactor.PASSKEY;
    }
}
