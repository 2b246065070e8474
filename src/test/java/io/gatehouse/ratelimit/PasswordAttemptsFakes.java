package io.gatehouse.ratelimit;

import io.gatehouse.kernel.crypto.Randomness;
import io.gatehouse.mailrequest.MailRequestFakes;
import io.gatehouse.testing.Defaults;
import io.gatehouse.testing.Fakes;
import io.gatehouse.testing.InMemoryTable;
import io.gatehouse.testing.TestKeys;
import java.time.Instant;
import java.util.Optional;

/** Password attempts with their table in memory and a throttle without Redis. */
public final class PasswordAttemptsFakes {
    private final InMemoryFailures rows = new InMemoryFailures();

    public final PasswordAttempts attempts;
    public final MailRequestFakes mailRequests;

    public PasswordAttemptsFakes(Fakes fakes) {
        mailRequests = new MailRequestFakes(fakes);
        attempts = new PasswordAttempts(
                new InMemoryPasswordThrottle(fakes.clock),
                rows,
                mailRequests.requests,
                Defaults.of(PasswordThrottleConfig.class),
                TestKeys.identifiers(),
                new Randomness(),
                fakes.clock);
    }

    /** Returns the number of addresses whose wrong passwords are counted. */
    public int addresses() {
        return rows.rows.size();
    }

    private static final class InMemoryFailures extends PasswordFailureEntity.Repository
            implements InMemoryTable<PasswordFailureEntity, String> {
        private final Rows<String, PasswordFailureEntity> rows = new Rows<>(row -> row.mac);

        @Override
        public Rows<String, PasswordFailureEntity> rows() {
            return rows;
        }

        @Override
        Optional<PasswordFailureEntity> find(String mac) {
            return findByIdOptional(mac);
        }

        @Override
        int add(String mac, Instant now) {
            PasswordFailureEntity row = rows.computeIfAbsent(mac, absent -> new PasswordFailureEntity());
            row.mac = mac;
            row.failures++;
            row.failedAt = now;
            return row.failures;
        }

        @Override
        boolean requestMail(String mac, Instant now, Instant unlessAfter) {
            return where(row -> row.mac.equals(mac)
                                    && (row.mailRequestedAt == null || !row.mailRequestedAt.isAfter(unlessAfter)))
                            .peek(row -> row.mailRequestedAt = now)
                            .count()
                    == 1;
        }

        @Override
        void admit(String mac, String hash, Instant until) {
            find(mac).ifPresent(row -> {
                row.admittedHash = hash;
                row.admittedUntil = until;
            });
        }

        @Override
        void clear(String mac) {
            deleteById(mac);
        }
    }
}
