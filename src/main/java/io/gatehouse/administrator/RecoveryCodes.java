package io.gatehouse.administrator;

import io.gatehouse.kernel.crypto.KeyPurpose;
import io.gatehouse.kernel.crypto.Randomness;
import io.gatehouse.kernel.crypto.SecretKeys;
import io.gatehouse.kernel.id.AdministratorId;
import io.gatehouse.kernel.id.RealmId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Creates and verifies recovery codes: ten per account, displayed once, each usable once instead of a one-time code.
 *
 * <p>A set that was replaced is kept for a week: a report of misuse suspends the sets created within that time, and the
 * newest of the others is valid again.
 *
 * <p>Stored as an HMAC rather than a slow hash, since 80 random bits cannot be guessed even with database and key. The
 * caller must count wrong attempts.
 */
@ApplicationScoped
public class RecoveryCodes {
    /** The number of codes in a set. */
    public static final int COUNT = 10;

    private final RecoveryCodeEntity.Repository codes;
    private final Administrators administrators;
    private final SecretKeys keys;
    private final Randomness randomness;
    private final Clock clock;

    RecoveryCodes(
            RecoveryCodeEntity.Repository codes,
            Administrators administrators,
            SecretKeys keys,
            Randomness randomness,
            Clock clock) {
        this.codes = codes;
        this.administrators = administrators;
        this.keys = keys;
        this.randomness = randomness;
        this.clock = clock;
    }

    /** Creates and returns a new set of codes; those of the previous set become invalid, unless this one is suspended. */
    @Transactional
    public List<RecoveryCode> regenerate(RealmId realm, AdministratorId administrator) {
        // Of two sets created in parallel, only one may be valid.
        administrators.findForUpdate(realm, administrator);
        Instant now = clock.instant();
        codes.deleteReplacedBefore(administrator, now.minus(Administrator.SUSPECT));
        List<RecoveryCode> created = Stream.generate(() -> RecoveryCode.random(randomness))
                .distinct()
                .limit(COUNT)
                .toList();
        List<String> macs =
                created.stream().map(code -> mac(keys, administrator, code)).toList();
        codes.addSet(administrator, macs, now);
        return created;
    }

    /** Deletes the account's codes. */
    @Transactional
    public void deleteAll(AdministratorId administrator) {
        codes.deleteAll(administrator);
    }

    /** Returns whether the account has a usable code that was created before that time. */
    @Transactional
    public boolean hasOlderThan(AdministratorId administrator, Instant time) {
        return codes.countUsableBefore(administrator, time) > 0;
    }

    /** Returns the number of the account's usable codes: unused ones of the valid set. */
    @Transactional
    public int countUsable(AdministratorId administrator) {
        return (int) codes.countUsable(administrator);
    }

    /** Returns the number of usable codes of each of the accounts; those without any are missing. */
    @Transactional
    public Map<AdministratorId, Long> countUsable(Collection<AdministratorId> administrators) {
        return codes
                .countUsable(administrators.stream().map(AdministratorId::value).toList())
                .entrySet()
                .stream()
                .collect(Collectors.toMap(one -> new AdministratorId(one.getKey()), Map.Entry::getValue));
    }

    /** Returns the number of the account's suspended codes. */
    @Transactional
    public int countSuspended(AdministratorId administrator) {
        return (int) codes.countSuspended(administrator);
    }

    /** Suspends the sets that the account, which must be locked, has created within a week; returns the number of codes. */
    @Transactional(TxType.MANDATORY)
    public int suspendRecent(AdministratorId administrator) {
        Instant now = clock.instant();
        return codes.suspendCreatedAfter(administrator, now.minus(Administrator.SUSPECT), now);
    }

    /** Ends the suspension of the account's codes, of which only the newest set becomes valid; returns their number. */
    @Transactional(TxType.MANDATORY)
    public int lift(AdministratorId administrator) {
        return codes.lift(administrator);
    }

    /** Deletes the account's suspended codes, and returns their number. */
    @Transactional(TxType.MANDATORY)
    public int deleteSuspended(AdministratorId administrator) {
        return codes.deleteSuspended(administrator);
    }

    /**
     * Consumes the typed code and returns true, or returns false if it is wrong, used or suspended; of parallel uses only one
     * succeeds.
     */
    @Transactional
    public boolean use(AdministratorId administrator, String typed) {
        return RecoveryCode.parse(typed)
                .filter(code -> consume(administrator, mac(keys, administrator, code))
                        || keys.previous()
                                .filter(previous -> consume(administrator, mac(previous, administrator, code)))
                                .isPresent())
                .isPresent();
    }

    private boolean consume(AdministratorId administrator, String mac) {
        return codes.use(administrator, mac, clock.instant());
    }

    private static String mac(SecretKeys keys, AdministratorId administrator, RecoveryCode code) {
        return keys.macBase64Url(KeyPurpose.RECOVERY_CODE, administrator.toString(), code.characters());
    }
}
