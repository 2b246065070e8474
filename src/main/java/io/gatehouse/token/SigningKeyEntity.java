package io.gatehouse.token;

import io.gatehouse.kernel.id.RealmId;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** A row of {@code signing_key}. */
@Entity
@Table(name = "signing_key")
class SigningKeyEntity {
    @Id
    String kid;

    UUID realmId;

    /** X.509 SubjectPublicKeyInfo. */
    byte[] publicKey;

    /** PKCS #8, encrypted under the master key for this {@code kid}. */
    byte[] sealedPrivateKey;

    Instant publishedAt;
    Instant activeFrom;

    @ApplicationScoped
    static class Repository implements PanacheRepositoryBase<SigningKeyEntity, String> {

        /** Returns the realm's keys, newest first. */
        List<SigningKeyEntity> listInRealm(RealmId realm) {
            return list("realmId = ?1 order by activeFrom desc, kid", realm.value());
        }
    }
}
