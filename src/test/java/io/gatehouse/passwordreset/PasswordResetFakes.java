package io.gatehouse.passwordreset;

import io.gatehouse.factorreset.FactorResetFakes;
import io.gatehouse.kernel.KernelFakes;
import io.gatehouse.kernel.crypto.Randomness;
import io.gatehouse.mailrequest.MailRequestFakes;
import io.gatehouse.password.PasswordFakes;
import io.gatehouse.ratelimit.InMemoryRateLimiter;
import io.gatehouse.testing.Fakes;

/** The services of this package. */
public final class PasswordResetFakes {
    public final FactorResetFakes phones;

    final PendingResets pendingResets;
    final MailRequestFakes requests;

    public final ResetLinks resetLinks;
    public final PasswordFakes passwords;
    public final NewPasswords newPasswords;
    public final PasswordResetService service;

    public PasswordResetFakes(Fakes fakes) {
        phones = new FactorResetFakes(fakes);
        pendingResets = new PendingResets(
                fakes.flows, fakes.administrators, fakes.authenticators.authenticators, fakes.links, new Randomness());
        resetLinks = new ResetLinks(
                fakes.realms, fakes.links, fakes.mails.outbox, fakes.audit.log, KernelFakes.urls(), fakes.clock);
        var factor = new ResetFactor(
                fakes.challenges,
                pendingResets,
                phones.disputes,
                fakes.administrators,
                fakes.audit.log,
                fakes.mails.outbox,
                fakes.clock);
        requests = new MailRequestFakes(fakes);
        requests.handleBy(resetLinks);
        passwords = new PasswordFakes(fakes);
        newPasswords = new NewPasswords(
                pendingResets,
                passwords.policy,
                passwords.hasher,
                fakes.administrators,
                fakes.sessions.revocation,
                phones.disputes,
                fakes.otp.lockout,
                passwords.attempts.attempts,
                fakes.mails.outbox,
                fakes.audit.log,
                fakes.clock,
                fakes.transactions);
        service = new PasswordResetService(
                new InMemoryRateLimiter(fakes.clock), requests.requests, pendingResets, factor, newPasswords);
    }
}
