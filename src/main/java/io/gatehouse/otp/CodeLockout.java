package io.gatehouse.otp;

import io.gatehouse.delivery.dispatch.DeliveryFailure.DeliveryFailed;
import io.gatehouse.delivery.dispatch.DeliveryFailure.DeliveryFailing;
import io.gatehouse.delivery.message.CodePurpose;
import io.gatehouse.kernel.database.LockingRepository;
import io.gatehouse.kernel.id.AdministratorId;
import io.gatehouse.kernel.id.RealmId;
import io.gatehouse.realm.Channel;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.LockModeType;
import jakarta.persistence.Table;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Counts an account's wrong and unused codes, for each scope over all flows and channels, and locks them. Counts are stored in PostgreSQL, so
 * that no restart, new flow or loss of Redis resets them.
 *
 * <p>{@code entryLockedUntil} and {@code sendingLockedUntil} lock the account's row until the transaction ends, so that
 * parallel attempts wait for each other and none is evaluated beyond the count.
 */
@ApplicationScoped
@Transactional(TxType.MANDATORY)
public class CodeLockout {
    private final CodeLockoutEntity.Repository rows;
    private final CodeLockoutConfig config;
    private final Clock clock;

    /** What an account's codes are counted and locked together by: their purpose, or that they are of an authenticator app. */
    public enum Scope {
        SIGN_IN,
        ENROLLMENT,
        PASSWORD_RESET,
        STEP_UP,
        PHONE_CHANGE,
        CHANNEL_TEST,
        /** Codes of an authenticator app, entered after the password. */
        TOTP,
        /** Codes of an authenticator app in a password reset, apart, since a mailed link is enough to enter them. */
        PASSWORD_RESET_TOTP;

        /** Returns the scope of codes of an authenticator app that are entered for that purpose. */
        public static Scope ofTotp(CodePurpose purpose) {
            return purpose == CodePurpose.PASSWORD_RESET ? PASSWORD_RESET_TOTP : TOTP;
        }

        /** Returns the scope of codes that are sent for that purpose, and of recovery codes in their place. */
        public static Scope of(CodePurpose purpose) {
            return valueOf(purpose.name());
        }
    }

    CodeLockout(CodeLockoutEntity.Repository rows, CodeLockoutConfig config, Clock clock) {
        this.rows = rows;
        this.config = config;
        this.clock = clock;
    }

    /** Returns until when the account may neither be sent a code nor enter one, or empty if it may. */
    public Optional<Instant> entryLockedUntil(AdministratorId administrator, Scope scope) {
        return future(rows.getForUpdate(administrator, scope).entryLockedUntil);
    }

    /** Returns until when the account may not be sent a code, or empty if it may. */
    public Optional<Instant> sendingLockedUntil(AdministratorId administrator, Scope scope) {
        CodeLockoutEntity row = rows.getForUpdate(administrator, scope);
        Optional<Instant> locked = future(row.entryLockedUntil);
        return locked.isPresent() ? locked : future(row.sendingLockedUntil);
    }

    /** Counts a code sent and returns the end of the lock it starts, or empty if it starts none. */
    public Optional<Instant> sent(AdministratorId administrator, Scope scope) {
        CodeLockoutEntity row = rows.getForUpdate(administrator, scope);
        // After a lock, counting starts again.
        row.unusedSends = row.sendingLockedUntil == null ? row.unusedSends + 1 : 1;
        row.sendingLockedUntil =
                row.unusedSends >= config.unusedSends() ? clock.instant().plus(config.unusedSendsLock()) : null;
        return Optional.ofNullable(row.sendingLockedUntil);
    }

    /**
     * Counts a wrong code and returns the end of the lock it starts, or empty if it starts none.
     *
     * @param channel by which the code was sent; empty for a recovery code
     */
    public Optional<Instant> wrong(AdministratorId administrator, Scope scope, Optional<Channel> channel) {
        CodeLockoutEntity row = rows.getForUpdate(administrator, scope);
        row.wrongCodes++;
        // Recovery codes are too long to be guessed, so that the mailbox buys nothing.
        if (channel.filter(Channel.SMS::equals).isEmpty()) {
            row.wrongMailedCodes++;
        }
        if (!isLocking(row.wrongCodes)) {
            return Optional.empty();
        }
        row.entryLockedUntil = clock.instant().plus(lockAfter(row.wrongCodes));
        return Optional.of(row.entryLockedUntil);
    }

    /**
     * Returns whether the administrator is warned of the wrong code just counted: of the one that reaches the threshold, and of each that
     * starts a lock, since the count may be above the threshold from the start.
     */
    public boolean reachedWarningThreshold(AdministratorId administrator, Scope scope) {
        int wrongCodes = rows.getForUpdate(administrator, scope).wrongCodes;
        return wrongCodes == config.wrongCodesTold() || isLocking(wrongCodes);
    }

    /**
     * Resets the counts and locks of one scope after a right code. After one by mail, the wrong codes by text message
     * remain: the mailbox must not buy more guesses at them.
     *
     * @param channel by which the code was sent; empty for a recovery code
     */
    public void clear(AdministratorId administrator, Scope scope, Optional<Channel> channel) {
        CodeLockoutEntity row = rows.getForUpdate(administrator, scope);
        if (isMailed(channel) && row.wrongCodes > row.wrongMailedCodes) {
            row.wrongCodes -= row.wrongMailedCodes;
            row.wrongMailedCodes = 0;
            row.unusedSends = 0;
            row.sendingLockedUntil = null;
        } else {
            rows.delete(administrator, scope);
        }
    }

    /** Resets all counts and locks of the account. */
    public void clearAll(AdministratorId administrator) {
        rows.deleteAll(administrator);
    }

    /**
     * Ends the account's locks but resets no count of wrong codes: the next lock comes as early and lasts as long as without
     * this call. The long lock remains. Where sending was locked, one code can be sent until it is locked again.
     */
    public void endWaits(AdministratorId administrator) {
        for (CodeLockoutEntity row : rows.listForUpdate(administrator)) {
            if (row.wrongCodes < config.wrongCodesLong()) {
                row.entryLockedUntil = null;
            }
            boolean over = row.sendingLockedUntil != null
                    && future(row.sendingLockedUntil).isEmpty();
            row.unusedSends = over ? 0 : Math.min(row.unusedSends, config.unusedSends() - 1);
            row.sendingLockedUntil = null;
        }
    }

    /** Returns the locked ones of these accounts, with the end of the lock on sending or entering codes. */
    @Transactional(TxType.SUPPORTS)
    public Map<AdministratorId, Instant> locks(Collection<AdministratorId> administrators) {
        Map<AdministratorId, Instant> locks = new HashMap<>();
        for (CodeLockoutEntity row : rows.listOf(administrators)) {
            Stream.of(row.entryLockedUntil, row.sendingLockedUntil)
                    .flatMap(until -> future(until).stream())
                    .forEach(until -> locks.merge(
                            new AdministratorId(row.administratorId),
                            until,
                            (one, other) -> one.isAfter(other) ? one : other));
        }
        return locks;
    }

    /** Resets all counts and locks in the realm, as after a change of its method. */
    public void clearAll(RealmId realm) {
        rows.deleteAll(realm);
    }

    void deliveryFailing(@Observes DeliveryFailing failing) {
        rows.getForUpdate(failing.administrator(), Scope.of(failing.purpose()));
    }

    void deliveryFailed(@Observes DeliveryFailed failed) {
        CodeLockoutEntity row = rows.getForUpdate(failed.administrator(), Scope.of(failed.purpose()));
        row.unusedSends = Math.max(0, row.unusedSends - 1);
        if (row.unusedSends < config.unusedSends()) {
            row.sendingLockedUntil = null;
        }
    }

    private static boolean isMailed(Optional<Channel> channel) {
        return channel.filter(Channel.EMAIL::equals).isPresent();
    }

    private boolean isLocking(int wrongCodes) {
        return wrongCodes % config.wrongCodes() == 0;
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

    /** A row of {@code code_lockout}. */
    @Entity(name = "CodeLockoutEntity")
    @Table(name = "code_lockout")
    @IdClass(CodeLockoutEntity.Key.class)
    static class CodeLockoutEntity {
        record Key(UUID administratorId, Scope purpose) {}

        @Id
        UUID administratorId;

        @Id
        @Enumerated(EnumType.STRING)
        Scope purpose;

        int wrongCodes;

        /** How many of the wrong codes were sent by mail. */
        int wrongMailedCodes;

        /** Until when no code may be entered or sent; null if it was never locked. */
        Instant entryLockedUntil;

        int unusedSends;

        /** Until when no code may be sent; null if the last code counted started no lock. */
        Instant sendingLockedUntil;

        @ApplicationScoped
        static class Repository implements LockingRepository<CodeLockoutEntity, Key> {

            @Override
            public Class<CodeLockoutEntity> type() {
                return CodeLockoutEntity.class;
            }

            /** Returns the row of that account and purpose, inserted if absent, locked until the transaction ends. */
            CodeLockoutEntity getForUpdate(AdministratorId administrator, Scope scope) {
                var key = new Key(administrator.value(), scope);
                return findForUpdate(key).orElseGet(() -> {
                    insertIfAbsent(key);
                    return findForUpdate(key).orElseThrow();
                });
            }

            private void insertIfAbsent(Key key) {
                getEntityManager()
                        .createNativeQuery("""
                                insert into code_lockout (administrator_id, purpose) values (:administrator, :purpose)
                                on conflict do nothing""")
                        .setParameter("administrator", key.administratorId())
                        .setParameter("purpose", key.purpose().name())
                        .executeUpdate();
            }

            List<CodeLockoutEntity> listOf(Collection<AdministratorId> administrators) {
                return list(
                        "administratorId in ?1",
                        administrators.stream().map(AdministratorId::value).toList());
            }

            List<CodeLockoutEntity> listForUpdate(AdministratorId administrator) {
                return find("administratorId", administrator.value())
                        .withLock(LockModeType.PESSIMISTIC_WRITE)
                        .list();
            }

            /** Deletes the row at once, so that the transaction can insert a new one. */
            void delete(AdministratorId administrator, Scope scope) {
                deleteById(new Key(administrator.value(), scope));
                flush();
            }

            void deleteAll(AdministratorId administrator) {
                delete("administratorId", administrator.value());
            }

            void deleteAll(RealmId realm) {
                delete(
                        "administratorId in (select a.id from AdministratorEntity a where a.realmId = ?1)",
                        realm.value());
            }
        }
    }
}
