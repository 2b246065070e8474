package io.gatehouse.signin;

import io.gatehouse.factorreset.FactorResetFakes;
import io.gatehouse.kernel.KernelFakes;
import io.gatehouse.kernel.crypto.Randomness;
import io.gatehouse.password.PasswordFakes;
import io.gatehouse.ratelimit.InMemoryRateLimiter;
import io.gatehouse.testing.Fakes;

/** The services of this package with tables in memory. */
final class SignInFakes {
    final PasswordFakes passwords;
    final FactorResetFakes phones;
    final SignInService signIns;
    final StepUpService stepUps;
    final BrowserAdmissions admissions;

    SignInFakes(Fakes fakes) {
        passwords = new PasswordFakes(fakes);
        phones = new FactorResetFakes(fakes);
        admissions = new BrowserAdmissions(
                fakes.realms,
                fakes.links,
                passwords.attempts.attempts,
                fakes.alarms,
                fakes.mails.outbox,
                fakes.audit.log,
                KernelFakes.urls(),
                fakes.clock);
        passwords.attempts.mailRequests.handleBy(admissions);
        var pendingSignIns = new PendingSignIns(
                fakes.flows,
                fakes.realms,
                fakes.administrators,
                fakes.authenticators.authenticators,
                new Randomness(),
                fakes.clock);
        var completion = new SignInCompletion(
                fakes.administrators,
                fakes.sessions.sessions,
                fakes.sessions.trustedBrowsers,
                fakes.sessions.seenBrowsers,
                phones.disputes,
                fakes.mails.outbox,
                fakes.audit.log,
                fakes.clock);
        var progress = new SignInProgress(fakes.challenges, pendingSignIns, completion, phones.resets);
        var secondFactor =
                new SecondFactorService(fakes.challenges, pendingSignIns, progress, completion, fakes.audit.log);
        var authenticators = new AuthenticatorFactorService(
                fakes.challenges, fakes.authenticators.totps, fakes.authenticators.passkeys, progress);
        var passkeySignIns = new PasskeySignInService(
                new InMemoryRateLimiter(fakes.clock),
                fakes.flows,
                fakes.realms,
                fakes.authenticators.passkeys,
                completion,
                new Randomness(),
                fakes.clock);
        signIns = new SignInService(
                passwords.verifier,
                pendingSignIns,
                secondFactor,
                authenticators,
                passkeySignIns,
                completion,
                fakes.sessions.trustedBrowsers,
                fakes.transactions);
        stepUps = new StepUpService(
                passwords.verifier,
                pendingSignIns,
                secondFactor,
                authenticators,
                completion,
                fakes.sessions.stepUp,
                fakes.administrators,
                fakes.transactions);
    }
}
