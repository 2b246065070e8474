package io.gatehouse.token;

import io.gatehouse.platform.RealmId;
import io.gatehouse.platform.database.Row;
import io.gatehouse.platform.database.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;

/**
 * A row of signing keys.
 *
 * @param publicKey X.509 SubjectPublicKeyInfo
 * @param sealedPrivateKey PKCS #8, encrypted under the master key for this {@code kid}
 */
record SigningKeyEntity(String kid, byte[] publicKey, byte[] sealedPrivateKey, Instant activeFrom) {
    private static final String COLUMNS = "kid, public_key, sealed_private_key, active_from";

    static SigningKeyEntity of(Row row) {
        return new SigningKeyEntity(
                row.text("kid"), row.bytes("public_key"), row.bytes("sealed_private_key"), row.instant("active_from"));
    }

    @ApplicationScoped
    static class Repository {
        private final Sql sql;

        Repository(Sql sql) {
            this.sql = sql;
        }

        /** The realm's keys, the newest first. */
        List<SigningKeyEntity> of(RealmId realm) {
            return sql.statement("select " + COLUMNS
                            + " from signing_key where realm_id = :realm order by active_from desc, kid")
                    .with("realm", realm.value())
                    .list(SigningKeyEntity::of);
        }

        /** Holds the realm's key ring until the transaction ends, so that one node alone changes it. */
        void hold(RealmId realm) {
            sql.statement("select 1 from realm where id = :realm for no key update")
                    .with("realm", realm.value())
                    .number();
        }

        void add(RealmId realm, SigningKeyEntity key, Instant publishedAt) {
            sql.statement("""
                            insert into signing_key
                                (kid, realm_id, public_key, sealed_private_key, published_at, active_from)
                            values (:kid, :realm, :publicKey, :sealedPrivateKey, :publishedAt, :activeFrom)""")
                    .with("kid", key.kid())
                    .with("realm", realm.value())
                    .with("publicKey", key.publicKey())
                    .with("sealedPrivateKey", key.sealedPrivateKey())
                    .with("publishedAt", publishedAt)
                    .with("activeFrom", key.activeFrom())
                    .update();
        }

        void setSealedPrivateKey(String kid, byte[] sealed) {
            sql.statement("update signing_key set sealed_private_key = :sealed where kid = :kid")
                    .with("kid", kid)
                    .with("sealed", sealed)
                    .update();
        }

        void delete(String kid) {
            sql.statement("delete from signing_key where kid = :kid")
                    .with("kid", kid)
                    .update();
        }
    }
}
