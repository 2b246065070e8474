package io.gatehouse.ratelimit;

import io.gatehouse.kernel.database.DetachedRepository;
import io.gatehouse.kernel.database.ExpiringRows;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** A row of {@code password_failure}. */
@Entity
@Table(name = "password_failure")
class PasswordFailureEntity {
    private static final Duration KEPT = Duration.ofDays(90);

    @Id
    String mac;

    int failures;
    Instant failedAt;
    Instant mailRequestedAt;
    String admittedHash;
    Instant admittedUntil;

    /** Returns whether the browser with a secret of that digest may enter a password. */
    boolean admits(String hash, Instant now) {
        return hash.equals(admittedHash) && now.isBefore(admittedUntil);
    }

    @ApplicationScoped
    static class Repository implements DetachedRepository<PasswordFailureEntity, String>, ExpiringRows {
        /** Deletes counts without a wrong password for 90 days. */
        @Override
        public long deleteExpired(Instant now, int limit) {
            return delete(
                    "mac in (select e.mac from PasswordFailureEntity e where e.failedAt < ?1 order by e.failedAt limit ?2)",
                    now.minus(KEPT),
                    limit);
        }

        Optional<PasswordFailureEntity> find(String mac) {
            return findByIdOptional(mac).map(this::detached);
        }

        /** Counts a wrong password and returns how many there are in a row. */
        int add(String mac, Instant now) {
            return getSession()
                    .createNativeQuery("""
                            insert into password_failure (mac, failures, failed_at) values (:mac, 1, :now)
                            on conflict (mac) do update set failures = password_failure.failures + 1, failed_at = excluded.failed_at
                            returning failures""", Tuple.class)
                    .setParameter("mac", mac)
                    .setParameter("now", now)
                    .getSingleResult()
                    .get("failures", Integer.class);
        }

        /** Records that a mail is requested and returns true, or returns false if one was after that time. */
        boolean requestMail(String mac, Instant now, Instant unlessAfter) {
            return update(
                            "mailRequestedAt = ?1 where mac = ?2 and (mailRequestedAt is null or mailRequestedAt <= ?3)",
                            now,
                            mac,
                            unlessAfter)
                    == 1;
        }

        void admit(String mac, String hash, Instant until) {
            update("admittedHash = ?1, admittedUntil = ?2 where mac = ?3", hash, until, mac);
        }

        void clear(String mac) {
            delete("mac", mac);
        }
    }
}
