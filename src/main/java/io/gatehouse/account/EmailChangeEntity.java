package io.gatehouse.account;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.administrator.EmailAddress;
import io.gatehouse.kernel.id.RealmId;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** A row of {@code email_change}. */
@Entity
@Table(name = "email_change")
class EmailChangeEntity {
    @Id
    UUID administratorId;

    UUID realmId;
    String tokenHash;
    String email;
    String credential;
    Instant expiresAt;

    @ApplicationScoped
    static class Repository implements PanacheRepositoryBase<EmailChangeEntity, UUID> {

        /** Adds the account's change, or replaces the one it had; the account must be locked. */
        void put(Administrator administrator, String tokenHash, EmailAddress email, Instant expiresAt) {
            UUID id = administrator.id().value();
            EmailChangeEntity change = findByIdOptional(id).orElseGet(EmailChangeEntity::new);
            change.administratorId = id;
            change.realmId = administrator.realm().value();
            change.tokenHash = tokenHash;
            change.email = email.value();
            change.credential = administrator.credential();
            change.expiresAt = expiresAt;
            persist(change);
        }

        Optional<EmailChangeEntity> findUnexpired(RealmId realm, String tokenHash, Instant now) {
            return find("tokenHash = ?1 and realmId = ?2 and expiresAt > ?3", tokenHash, realm.value(), now)
                    .singleResultOptional();
        }

        /** Deletes the change, or returns false if it is gone; of parallel calls one returns true. */
        boolean deleteByTokenHash(String tokenHash) {
            return delete("tokenHash", tokenHash) == 1;
        }
    }
}
