package io.gatehouse.otp;

import io.gatehouse.delivery.dispatch.DeliveryFailed;
import io.gatehouse.delivery.dispatch.DeliveryFailing;
import io.gatehouse.delivery.message.CodePurpose;
import io.gatehouse.kernel.id.AdministratorId;
import io.gatehouse.kernel.id.RealmId;
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
 * no new flow and no loss of Redis resets them.
 *
 * <p>{@code entryLockedUntil} and {@code sendingLockedUntil} lock the account's row until the transaction ends, so that
 * parallel attempts wait for each other and none is evaluated beyond the count.
 */
@ApplicationScoped
@Transactional(TxType.MANDATORY)
public class CodeLockout {
    private final CodeLockoutEntity.Repository guards;
    private final CodeLockoutConfig config;
    private final Clock clock;

    CodeLockout(CodeLockoutEntity.Repository guards, CodeLockoutConfig config, Clock clock) {
        this.guards = guards;
        this.config = config;
        this.clock = clock;
    }

    /** Returns until when the account may neither be sent a code nor enter one, or empty if it may. */
    public Optional<Instant> entryLockedUntil(AdministratorId administrator, CodePurpose purpose) {
        return future(guards.getForUpdate(administrator, purpose).lockedUntil);
    }

    /** Returns until when the account may not be sent a code, or empty if it may. */
    public Optional<Instant> sendingLockedUntil(AdministratorId administrator, CodePurpose purpose) {
        CodeLockoutEntity guard = guards.getForUpdate(administrator, purpose);
        Optional<Instant> locked = future(guard.lockedUntil);
        return locked.isPresent() ? locked : future(guard.sendsLockedUntil);
    }

    /** Counts a code sent and returns the end of the lock it starts, or empty if it starts none. */
    public Optional<Instant> sent(AdministratorId administrator, CodePurpose purpose) {
        CodeLockoutEntity guard = guards.getForUpdate(administrator, purpose);
        // After a lock, counting starts again.
        guard.unusedSends = guard.sendsLockedUntil == null ? guard.unusedSends + 1 : 1;
        guard.sendsLockedUntil =
                guard.unusedSends >= config.unusedSends() ? clock.instant().plus(config.unusedSendsLock()) : null;
        return Optional.ofNullable(guard.sendsLockedUntil);
    }

    /** Counts a wrong code and returns the end of the lock it starts, or empty if it starts none. */
    public Optional<Instant> wrong(AdministratorId administrator, CodePurpose purpose) {
        CodeLockoutEntity guard = guards.getForUpdate(administrator, purpose);
        guard.wrongCodes++;
        if (guard.wrongCodes % config.wrongCodes() != 0) {
            return Optional.empty();
        }
        guard.lockedUntil = clock.instant().plus(lockAfter(guard.wrongCodes));
        return Optional.of(guard.lockedUntil);
    }

    /** Returns whether the wrong code just counted is the one at which the account's owner is warned. */
    public boolean reachedWarningThreshold(AdministratorId administrator, CodePurpose purpose) {
        return guards.getForUpdate(administrator, purpose).wrongCodes == config.wrongCodesTold();
    }

    /** Resets the counts and locks of one purpose, as after a verified code. */
    public void clear(AdministratorId administrator, CodePurpose purpose) {
        guards.delete(administrator, purpose);
    }

    /** Resets all counts and locks of the account. */
    public void clearAll(AdministratorId administrator) {
        guards.deleteAll(administrator);
    }

    /** Returns until when those of the accounts that are locked may be sent no code, or enter none. */
    @Transactional(TxType.SUPPORTS)
    public Map<AdministratorId, Instant> locks(Collection<AdministratorId> administrators) {
        Map<AdministratorId, Instant> locks = new HashMap<>();
        for (CodeLockoutEntity guard : guards.listOf(administrators)) {
            Stream.of(guard.lockedUntil, guard.sendsLockedUntil)
                    .flatMap(until -> future(until).stream())
                    .forEach(until -> locks.merge(
                            new AdministratorId(guard.administratorId),
                            until,
                            (one, other) -> one.isAfter(other) ? one : other));
        }
        return locks;
    }

    /** Resets all counts and locks in the realm, as when its codes are sent by another channel. */
    public void clearAll(RealmId realm) {
        guards.deleteAll(realm);
    }

    void deliveryFailing(@Observes DeliveryFailing failing) {
        guards.getForUpdate(failing.administrator(), failing.purpose());
    }

    void deliveryFailed(@Observes DeliveryFailed failed) {
        CodeLockoutEntity guard = guards.getForUpdate(failed.administrator(), failed.purpose());
        guard.unusedSends = Math.max(0, guard.unusedSends - 1);
        if (guard.unusedSends < config.unusedSends()) {
            guard.sendsLockedUntil = null;
        }
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
