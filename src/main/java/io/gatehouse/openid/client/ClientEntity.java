package io.gatehouse.openid.client;

import io.gatehouse.kernel.database.DetachedRepository;
import io.gatehouse.kernel.id.RealmId;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.LockModeType;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.annotations.Mutability;
import org.hibernate.type.SqlTypes;
import org.hibernate.type.descriptor.java.Immutability;

/** A row of {@code openid_client}. */
@Entity(name = "OpenIdClientEntity")
@Table(name = "openid_client")
class ClientEntity {
    @Id
    UUID id;

    UUID realmId;
    String clientId;

    @JdbcTypeCode(SqlTypes.JSON)
    @Mutability(Immutability.class)
    ClientMetadata metadata;

    Instant createdAt;

    Client toClient() {
        return new Client(id, new RealmId(realmId), clientId, metadata, createdAt);
    }

    @ApplicationScoped
    static class Repository implements DetachedRepository<ClientEntity, UUID> {

        Optional<ClientEntity> find(RealmId realm, UUID id) {
            return find("id = ?1 and realmId = ?2", id, realm.value())
                    .singleResultOptional()
                    .map(this::detached);
        }

        Optional<ClientEntity> findByClientId(RealmId realm, String clientId) {
            return find("clientId = ?1 and realmId = ?2", clientId, realm.value())
                    .singleResultOptional()
                    .map(this::detached);
        }

        /** Returns the realm's clients, ordered by client identifier. */
        List<ClientEntity> listInRealm(RealmId realm) {
            return list("realmId = ?1 order by clientId", realm.value()).stream()
                    .map(this::detached)
                    .toList();
        }

        /** Locks the row until the transaction ends against changes, and returns whether there is one. */
        boolean lock(UUID id) {
            return find("id", id)
                    .withLock(LockModeType.PESSIMISTIC_READ)
                    .<ClientEntity>singleResultOptional()
                    .map(this::detached)
                    .isPresent();
        }

        void setMetadata(UUID id, ClientMetadata metadata) {
            findById(id).metadata = metadata;
            flush();
        }

        void delete(RealmId realm, UUID id) {
            delete("id = ?1 and realmId = ?2", id, realm.value());
        }
    }

    /** A row of {@code openid_client_secret}. */
    @Entity(name = "OpenIdClientSecretEntity")
    @Table(name = "openid_client_secret")
    static class SecretEntity {
        /** The secrets that are valid at a time: the newest, and the one that it replaces. */
        private static final int VALID = 2;

        @Id
        String secretHash;

        UUID clientId;
        Instant createdAt;

        @ApplicationScoped
        static class Repository implements PanacheRepositoryBase<SecretEntity, String> {

            /** Returns the client's secrets, newest first. */
            List<SecretEntity> listOf(UUID client) {
                return list("clientId = ?1 order by createdAt desc", client);
            }

            /** Adds a secret; of the earlier ones only the newest stays valid. */
            void add(UUID client, String hash, Instant now) {
                listOf(client).stream().skip(VALID - 1L).forEach(this::delete);
                var entity = new SecretEntity();
                entity.secretHash = hash;
                entity.clientId = client;
                entity.createdAt = now;
                persistAndFlush(entity);
            }

            /** Deletes all secrets of the client. */
            void deleteOf(UUID client) {
                delete("clientId", client);
            }
        }
    }
}
