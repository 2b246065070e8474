package io.gatehouse.administration.settings;

import io.gatehouse.realm.Channel;
import io.gatehouse.session.Session.SessionId;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** A row of {@code channel_proof}. */
@Entity
@Table(name = "channel_proof")
@IdClass(ChannelProofEntity.Key.class)
class ChannelProofEntity {
    record Key(UUID sessionId, Channel channel) {}

    @Id
    UUID sessionId;

    @Id
    @Enumerated(EnumType.STRING)
    Channel channel;

    Instant provenAt;

    @ApplicationScoped
    static class Repository implements PanacheRepositoryBase<ChannelProofEntity, ChannelProofEntity.Key> {

        /** Stores the proof, or updates the time of an earlier one. */
        void put(SessionId session, Channel channel, Instant now) {
            getSession()
                    .createNativeMutationQuery("""
                            insert into channel_proof (session_id, channel, proven_at) values (:session, :channel, :now)
                            on conflict (session_id, channel) do update set proven_at = excluded.proven_at""")
                    .setParameter("session", session.value())
                    .setParameter("channel", channel.name())
                    .setParameter("now", now)
                    .executeUpdate();
        }

        List<Channel> listChannelsProvenSince(SessionId session, Instant since) {
            return getEntityManager()
                    .createQuery(
                            "select channel from ChannelProofEntity where sessionId = :session and provenAt > :since",
                            Channel.class)
                    .setParameter("session", session.value())
                    .setParameter("since", since)
                    .getResultList();
        }
    }
}
