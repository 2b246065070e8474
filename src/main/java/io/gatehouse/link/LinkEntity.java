package io.gatehouse.link;

import io.gatehouse.kernel.id.AdministratorId;
import io.gatehouse.kernel.id.RealmId;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** A row of {@code link}. */
@Entity
@Table(name = "link")
class LinkEntity {
    @Id
    String tokenHash;

    @Enumerated(EnumType.STRING)
    LinkKind kind;

    UUID realmId;
    UUID administratorId;
    Instant issuedAt;
    Instant expiresAt;
    Instant consumedAt;

    @ApplicationScoped
    static class Repository implements PanacheRepositoryBase<LinkEntity, String> {

        void add(String hash, Link link, Instant now, Instant expiresAt) {
            var entity = new LinkEntity();
            entity.tokenHash = hash;
            entity.kind = link.kind();
            entity.realmId = link.realm().value();
            entity.administratorId = link.administrator().value();
            entity.issuedAt = now;
            entity.expiresAt = expiresAt;
            persist(entity);
        }

        /** Returns the administrator of the valid link of that kind and realm, or empty if there is none. */
        Optional<AdministratorId> findOwner(String hash, LinkKind kind, RealmId realm, Instant now) {
            return getSession()
                    .createQuery(
                            "select administratorId from LinkEntity where tokenHash = :hash and kind = :kind"
                                    + " and realmId = :realm and consumedAt is null and expiresAt > :now",
                            UUID.class)
                    .setParameter("hash", hash)
                    .setParameter("kind", kind)
                    .setParameter("realm", realm.value())
                    .setParameter("now", now)
                    .uniqueResultOptional()
                    .map(AdministratorId::new);
        }

        /** Consumes the link and returns true, or returns false if it has been consumed since it was read. */
        boolean consume(String hash, Instant now) {
            return update("consumedAt = ?1 where tokenHash = ?2 and consumedAt is null", now, hash) == 1;
        }

        void release(String hash) {
            update("consumedAt = null where tokenHash = ?1", hash);
        }

        long countIssued(AdministratorId administrator, LinkKind kind, Instant since) {
            return count("administratorId = ?1 and kind = ?2 and issuedAt > ?3", administrator.value(), kind, since);
        }

        void consumeAll(AdministratorId administrator, LinkKind kind, Instant now) {
            update(
                    "consumedAt = ?1 where administratorId = ?2 and kind = ?3 and consumedAt is null",
                    now,
                    administrator.value(),
                    kind);
        }

        void consumeAll(AdministratorId administrator, Instant now) {
            update("consumedAt = ?1 where administratorId = ?2 and consumedAt is null", now, administrator.value());
        }
    }
}
