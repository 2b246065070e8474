package io.gatehouse.recovery;

import io.gatehouse.platform.AdministratorId;
import io.gatehouse.platform.KeyPurpose;
import io.gatehouse.platform.Randomness;
import io.gatehouse.platform.SecretKeys;
import io.gatehouse.platform.database.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
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

    private final Sql sql;
    private final SecretKeys keys;
    private final Randomness randomness;
    private final Clock clock;

    RecoveryCodes(Sql sql, SecretKeys keys, Randomness randomness, Clock clock) {
        this.sql = sql;
        this.keys = keys;
        this.randomness = randomness;
        this.clock = clock;
    }

    /** A new set, the one sight of it; the codes of the one before are void, used or not. */
    @Transactional
    public List<RecoveryCode> regenerate(AdministratorId administrator) {
        lock(administrator);
        forget(administrator);
        List<RecoveryCode> fresh = Stream.generate(() -> RecoveryCode.random(randomness))
                .distinct()
                .limit(COUNT)
                .toList();
        sql.statement("""
                        insert into recovery_code (mac, administrator_id, created_at)
                        select mac, :administrator, :now from unnest(:macs) mac""")
                .with("administrator", administrator.value())
                .with("now", clock.instant())
                .with(
                        "macs",
                        fresh.stream()
                                .map(code -> mac(keys, administrator, code))
                                .toList())
                .update();
        return fresh;
    }

    /** Two sets made at once must not both be valid. */
    private void lock(AdministratorId administrator) {
        sql.statement("select id from administrator where id = :administrator for no key update")
                .with("administrator", administrator.value())
                .first(row -> row.uuid("id"));
    }

    /** Voids the account's codes. */
    @Transactional
    public void forget(AdministratorId administrator) {
        sql.statement("delete from recovery_code where administrator_id = :administrator")
                .with("administrator", administrator.value())
                .update();
    }

    /** How many codes of the account are unused. */
    @Transactional
    public int remaining(AdministratorId administrator) {
        return (int) sql.statement(
                        "select count(*) from recovery_code where administrator_id = :administrator and used_at is null")
                .with("administrator", administrator.value())
                .number();
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
        return sql.statement("""
                                update recovery_code set used_at = :now
                                where mac = :mac and administrator_id = :administrator and used_at is null""")
                        .with("now", clock.instant())
                        .with("mac", mac)
                        .with("administrator", administrator.value())
                        .update()
                == 1;
    }

    private static String mac(SecretKeys keys, AdministratorId administrator, RecoveryCode code) {
        return keys.macBase64Url(KeyPurpose.RECOVERY_CODE, administrator.toString(), code.characters());
    }
}
