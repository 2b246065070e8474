package io.gatehouse.code;

import io.gatehouse.delivery.CodePurpose;
import io.gatehouse.delivery.DeliveryFailed;
import io.gatehouse.delivery.DeliveryFailing;
import io.gatehouse.platform.AdministratorId;
import io.gatehouse.platform.RealmId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Counts an account's wrong and unused codes over all flows and channels, and locks: in PostgreSQL, so that no restart,
 * no new flow and no loss of Redis forgets them.
 *
 * <p>The {@code admit} methods hold the account's row until the transaction ends, so that parallel tries queue up and
 * none is evaluated beyond the count.
 */
@ApplicationScoped
@Transactional(TxType.MANDATORY)
public class CodeGuard {
    private final CodeGuardEntity.Repository guards;
    private final CodeGuardConfig config;
    private final Clock clock;

    CodeGuard(CodeGuardEntity.Repository guards, CodeGuardConfig config, Clock clock) {
        this.guards = guards;
        this.config = config;
        this.clock = clock;
    }

    /** Until when the account may neither be sent a code nor enter one; empty if it may. */
    public Optional<Instant> admitTry(AdministratorId administrator, CodePurpose purpose) {
        return future(guards.lock(administrator, purpose).lockedUntil());
    }

    /** Until when the account may not be sent a code; empty if it may. */
    public Optional<Instant> admitSend(AdministratorId administrator, CodePurpose purpose) {
        CodeGuardEntity guard = guards.lock(administrator, purpose);
        Optional<Instant> locked = future(guard.lockedUntil());
        return locked.isPresent() ? locked : future(guard.sendsLockedUntil());
    }

    /** Counts a code sent; the last one allowed starts the lock and answers its end. */
    public Optional<Instant> sent(AdministratorId administrator, CodePurpose purpose) {
        CodeGuardEntity guard = guards.lock(administrator, purpose);
        // After a lock, counting begins anew.
        int count = guard.sendsLockedUntil() == null ? guard.unusedSends() + 1 : 1;
        Optional<Instant> lock = count >= config.unusedSends()
                ? Optional.of(clock.instant().plus(config.unusedSendsLock()))
                : Optional.empty();
        guards.setUnusedSends(guard, count, lock.orElse(null));
        return lock;
    }

    /** Counts a wrong code, and answers the end of the lock it starts, if it does. */
    public Optional<Instant> wrong(AdministratorId administrator, CodePurpose purpose) {
        CodeGuardEntity guard = guards.lock(administrator, purpose);
        int count = guard.wrongCodes() + 1;
        Optional<Instant> lock = count % config.wrongCodes() == 0
                ? Optional.of(clock.instant().plus(lockAfter(count)))
                : Optional.empty();
        guards.setWrongCodes(guard, count, lock.orElse(guard.lockedUntil()));
        return lock;
    }

    /** Whether the wrong code just counted is the one at which the account's person is told. */
    public boolean reachedWarningThreshold(AdministratorId administrator, CodePurpose purpose) {
        return guards.lock(administrator, purpose).wrongCodes() == config.wrongCodesTold();
    }

    /** Forgets everything: a code was verified, or somebody unlocked the account. */
    public void clear(AdministratorId administrator, CodePurpose purpose) {
        guards.delete(administrator, purpose);
    }

    /** Forgets everything about the account. */
    public void clearAll(AdministratorId administrator) {
        guards.deleteAll(administrator);
    }

    /** Until when which of the accounts may be sent no code, or enter none; only those that are locked. */
    @Transactional(TxType.SUPPORTS)
    public Map<AdministratorId, Instant> locks(Collection<AdministratorId> administrators) {
        Map<AdministratorId, Instant> locks = new HashMap<>();
        for (CodeGuardEntity guard : guards.of(administrators)) {
            Stream.of(guard.lockedUntil(), guard.sendsLockedUntil())
                    .flatMap(until -> future(until).stream())
                    .forEach(until -> locks.merge(
                            guard.administrator(), until, (one, other) -> one.isAfter(other) ? one : other));
        }
        return locks;
    }

    /** Forgets everything about everybody in the realm: codes take another way from now on. */
    public void clearAll(RealmId realm) {
        guards.deleteAll(realm);
    }

    void deliveryFailing(@Observes DeliveryFailing failing) {
        guards.lock(failing.administrator(), failing.purpose());
    }

    void deliveryFailed(@Observes DeliveryFailed failed) {
        CodeGuardEntity guard = guards.lock(failed.administrator(), failed.purpose());
        int count = Math.max(0, guard.unusedSends() - 1);
        guards.setUnusedSends(guard, count, count < config.unusedSends() ? null : guard.sendsLockedUntil());
    }

    private Duration lockAfter(int wrongCodes) {
        if (wrongCodes >= config.wrongCodesLong()) {
            return config.longLock();
        }
        int doublings = wrongCodes / config.wrongCodes() - 1;
        Duration lock = config.firstLock().multipliedBy(1L << Math.min(doublings, 10));
        return lock.compareTo(config.longestLock()) < 0 ? lock : config.longestLock();
    }

    private Optional<Instant> future(Instant instant) {
        return Optional.ofNullable(instant).filter(clock.instant()::isBefore);
    }
}
