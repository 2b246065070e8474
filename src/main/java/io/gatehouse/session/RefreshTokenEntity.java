package io.gatehouse.session;

import io.gatehouse.kernel.id.SessionId;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** A row of {@code refresh_token}. */
@Entity
@Table(name = "refresh_token")
class RefreshTokenEntity {
    @Id
    String tokenHash;

    UUID sessionId;
    Instant issuedAt;

    /** When the token was exchanged or retired; null while it is current. */
    Instant rotatedAt;

    @ApplicationScoped
    static class Repository implements PanacheRepositoryBase<RefreshTokenEntity, String> {

        void add(String hash, SessionId session, Instant now) {
            var entity = new RefreshTokenEntity();
            entity.tokenHash = hash;
            entity.sessionId = session.value();
            entity.issuedAt = now;
            persist(entity);
        }

        /**
         * Marks the token as exchanged and returns true, or returns false if there is none or it was exchanged before.
         */
        boolean exchange(String hash, Instant now) {
            return update("rotatedAt = ?1 where tokenHash = ?2 and rotatedAt is null", now, hash) == 1;
        }

        boolean wasExchangedBefore(String hash, Instant time) {
            return count("tokenHash = ?1 and rotatedAt < ?2", hash, time) > 0;
        }

        void retire(SessionId session, Instant now) {
            update("rotatedAt = ?1 where sessionId = ?2 and rotatedAt is null", now, session.value());
        }
    }
}
