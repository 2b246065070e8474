package io.gatehouse.openid.grant;

import io.gatehouse.kernel.database.DetachedRepository;
import io.gatehouse.kernel.id.RealmId;
import io.gatehouse.session.Session.SessionId;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.annotations.Mutability;
import org.hibernate.type.SqlTypes;
import org.hibernate.type.descriptor.java.Immutability;

/** A row of {@code openid_grant}; deleted with its session. */
@Entity(name = "OpenIdGrantEntity")
@Table(name = "openid_grant")
class GrantEntity {
    @Id
    UUID id;

    UUID realmId;
    UUID clientId;
    UUID sessionId;
    String codeHash;

    @JdbcTypeCode(SqlTypes.JSON)
    @Mutability(Immutability.class)
    Authorization authorizationDetails;

    Instant createdAt;

    /** When it was revoked or its session was; null while it is current. */
    Instant endedAt;

    Grants.Grant toGrant() {
        return new Grants.Grant(id, authorizationDetails);
    }

    @ApplicationScoped
    static class Repository implements DetachedRepository<GrantEntity, UUID> {

        void add(GrantEntity grant) {
            persistAndFlush(grant);
            detached(grant);
        }

        Optional<GrantEntity> findLive(RealmId realm, UUID id) {
            return find("id = ?1 and realmId = ?2 and endedAt is null", id, realm.value())
                    .singleResultOptional()
                    .map(this::detached);
        }

        Optional<GrantEntity> findByRefreshToken(RealmId realm, String hash) {
            return find(
                            "realmId = ?1 and endedAt is null"
                                    + " and id = (select t.grantId from OpenIdRefreshTokenEntity t where t.tokenHash = ?2)",
                            realm.value(),
                            hash)
                    .singleResultOptional()
                    .map(this::detached);
        }

        /** Returns the current grants in these sessions. */
        List<GrantEntity> listLive(Collection<SessionId> sessions) {
            return list(
                            "sessionId in ?1 and endedAt is null",
                            sessions.stream().map(SessionId::value).toList())
                    .stream()
                    .map(this::detached)
                    .toList();
        }

        Optional<GrantEntity> findByCode(RealmId realm, String hash) {
            return find("realmId = ?1 and endedAt is null and codeHash = ?2", realm.value(), hash)
                    .singleResultOptional()
                    .map(this::detached);
        }

        /** Ends the grant and returns true, or returns false if it has ended before. */
        boolean end(UUID id, Instant now) {
            return update("endedAt = ?1 where id = ?2 and endedAt is null", now, id) == 1;
        }
    }

    /** A row of {@code openid_refresh_token}. */
    @Entity(name = "OpenIdRefreshTokenEntity")
    @Table(name = "openid_refresh_token")
    static class ClientRefreshTokenEntity {
        @Id
        String tokenHash;

        UUID grantId;
        Instant issuedAt;

        /** When the token was exchanged; null while it is current. */
        Instant rotatedAt;

        @ApplicationScoped
        static class Repository implements PanacheRepositoryBase<ClientRefreshTokenEntity, String> {

            void add(String hash, UUID grant, Instant now) {
                var entity = new ClientRefreshTokenEntity();
                entity.tokenHash = hash;
                entity.grantId = grant;
                entity.issuedAt = now;
                persist(entity);
            }

            /** Marks the token as exchanged and returns true, or returns false if there is none or it was exchanged before. */
            boolean exchange(String hash, Instant now) {
                return update("rotatedAt = ?1 where tokenHash = ?2 and rotatedAt is null", now, hash) == 1;
            }

            boolean isCurrent(String hash) {
                return count("tokenHash = ?1 and rotatedAt is null", hash) > 0;
            }

            boolean wasExchangedBefore(String hash, Instant time) {
                return count("tokenHash = ?1 and rotatedAt < ?2", hash, time) > 0;
            }
        }
    }
}
