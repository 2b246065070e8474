package io.gatehouse.recovery;

import io.gatehouse.platform.AdministratorId;
import io.gatehouse.platform.KeyPurpose;
import io.gatehouse.platform.Randomness;
import io.gatehouse.platform.SecretKeys;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * Ten codes an account, shown once, each of which opens the second factor once.
 *
 * <p>Stored as a keyed HMAC rather than a slow hash: 80 random bits are beyond guessing even by who has the database and
 * the key. Wrong tries are the caller's to count.
 */
@ApplicationScoped
public class RecoveryCodes {
    /** How many codes a set has. */
    public static final int COUNT = 10;

    private final RecoveryCodeEntity.Repository codes;
    private final SecretKeys keys;
    private final Randomness randomness;
    private final Clock clock;

    RecoveryCodes(RecoveryCodeEntity.Repository codes, SecretKeys keys, Randomness randomness, Clock clock) {
        this.codes = codes;
        this.keys = keys;
        this.randomness = randomness;
        this.clock = clock;
    }

    /** A new set, the one sight of it; the codes of the one before are void, used or not. */
    @Transactional
    public List<RecoveryCode> regenerate(AdministratorId administrator) {
        codes.lock(administrator);
        codes.delete("administratorId", administrator.value());
        Instant now = clock.instant();
        List<RecoveryCode> fresh = Stream.generate(() -> RecoveryCode.random(randomness))
                .distinct()
                .limit(COUNT)
                .toList();
        for (RecoveryCode code : fresh) {
            var entity = new RecoveryCodeEntity();
            entity.mac = mac(keys, administrator, code);
            entity.administratorId = administrator.value();
            entity.createdAt = now;
            codes.persist(entity);
        }
        return fresh;
    }

    /** Voids the account's codes. */
    @Transactional
    public void forget(AdministratorId administrator) {
        codes.delete("administratorId", administrator.value());
    }

    /** How many codes of the account are unused. */
    @Transactional
    public int remaining(AdministratorId administrator) {
        return (int) codes.count("administratorId = ?1 and usedAt is null", administrator.value());
    }

    /** Uses up the code a person typed; whether it was one of the account, and unused. Of parallel uses one wins. */
    @Transactional
    public boolean use(AdministratorId administrator, String typed) {
        return RecoveryCode.parse(typed)
                .filter(code -> useUp(administrator, mac(keys, administrator, code))
                        || keys.previous()
                                .filter(previous -> useUp(administrator, mac(previous, administrator, code)))
                                .isPresent())
                .isPresent();
    }

    private boolean useUp(AdministratorId administrator, String mac) {
        return codes.update(
                        "usedAt = ?1 where mac = ?2 and administratorId = ?3 and usedAt is null",
                        clock.instant(),
                        mac,
                        administrator.value())
                == 1;
    }

    private static String mac(SecretKeys keys, AdministratorId administrator, RecoveryCode code) {
        return keys.macBase64Url(KeyPurpose.RECOVERY_CODE, administrator.toString(), code.characters());
    }
}
