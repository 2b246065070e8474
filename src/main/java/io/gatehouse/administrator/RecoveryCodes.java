package io.gatehouse.administrator;

import io.gatehouse.kernel.crypto.KeyPurpose;
import io.gatehouse.kernel.crypto.Randomness;
import io.gatehouse.kernel.crypto.SecretKeys;
import io.gatehouse.kernel.id.AdministratorId;
import io.gatehouse.kernel.id.RealmId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * Creates and verifies recovery codes: ten per account, displayed once, each usable once instead of a one-time code.
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

    /** Creates and returns a new set of codes; those of the previous set become invalid. */
    @Transactional
    public List<RecoveryCode> regenerate(RealmId realm, AdministratorId administrator) {
        // Of two sets created in parallel, only one may be valid.
        administrators.findForUpdate(realm, administrator);
        codes.deleteAll(administrator);
        List<RecoveryCode> created = Stream.generate(() -> RecoveryCode.random(randomness))
                .distinct()
                .limit(COUNT)
                .toList();
        List<String> macs =
                created.stream().map(code -> mac(keys, administrator, code)).toList();
        codes.addAll(administrator, macs, clock.instant());
        return created;
    }

    /** Deletes the account's codes. */
    @Transactional
    public void deleteAll(AdministratorId administrator) {
        codes.deleteAll(administrator);
    }

    /** Returns whether the account has an unused code that was created before that time. */
    @Transactional
    public boolean hasOlderThan(AdministratorId administrator, Instant time) {
        return codes.countUnusedBefore(administrator, time) > 0;
    }

    /** Returns the number of the account's unused codes. */
    @Transactional
    public int countUnused(AdministratorId administrator) {
        return (int) codes.countUnused(administrator);
    }

    /**
     * Consumes the typed code and returns true, or returns false if it is wrong or used; of parallel uses only one
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
