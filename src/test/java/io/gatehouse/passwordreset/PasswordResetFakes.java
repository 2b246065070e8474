package io.gatehouse.passwordreset;

import io.gatehouse.kernel.KernelFakes;
import io.gatehouse.kernel.crypto.Randomness;
import io.gatehouse.password.PasswordFakes;
import io.gatehouse.phonereset.PhoneResetFakes;
import io.gatehouse.ratelimit.InMemoryRateLimiter;
import io.gatehouse.testing.Fakes;
import io.gatehouse.testing.InMemoryTable;
import io.gatehouse.testing.TestKeys;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The services of this package with their table in memory. */
public final class PasswordResetFakes {
    public final PhoneResetFakes phones;

    final PendingResets pendingResets;
    final ResetRequests requests;

    public final ResetLinks resetLinks;
    public final PasswordFakes passwords;
    public final NewPasswords newPasswords;
    public final PasswordResetService service;

    public PasswordResetFakes(Fakes fakes) {
        phones = new PhoneResetFakes(fakes);
        pendingResets = new PendingResets(fakes.flows, fakes.administrators, fakes.links, new Randomness());
        resetLinks = new ResetLinks(
                fakes.realms,
                fakes.administrators,
                fakes.links,
                fakes.mails.outbox,
                fakes.audit.log,
                KernelFakes.urls(),
                fakes.clock);
        var factor = new ResetFactor(
                fakes.challenges,
                pendingResets,
                phones.disputes,
                fakes.administrators,
                fakes.audit.log,
                fakes.mails.outbox,
                fakes.clock);
        requests = new ResetRequests(new InMemoryRequests(), resetLinks, TestKeys.any(), fakes.clock);
        passwords = new PasswordFakes(fakes);
        newPasswords = new NewPasswords(
                pendingResets,
                passwords.policy,
                passwords.hasher,
                fakes.administrators,
                fakes.sessions.revocation,
                fakes.otp.lockout,
                fakes.mails.outbox,
                fakes.audit.log,
                fakes.clock,
                fakes.transactions);
        service = new PasswordResetService(
                new InMemoryRateLimiter(fakes.clock), requests, pendingResets, factor, newPasswords);
    }

    private static final class InMemoryRequests extends ResetRequests.ResetRequestEntity.Repository
            implements InMemoryTable<ResetRequests.ResetRequestEntity, UUID> {
        private final Map<UUID, ResetRequests.ResetRequestEntity> rows = new LinkedHashMap<>();

        @Override
        public Map<UUID, ResetRequests.ResetRequestEntity> rows() {
            return rows;
        }

        @Override
        public UUID idOf(ResetRequests.ResetRequestEntity row) {
            return row.id;
        }

        @Override
        List<ResetRequests.ResetRequestEntity> listNextForUpdate(int limit) {
            return where(row -> true).limit(limit).toList();
        }
    }
}
