package io.gatehouse.administration.settings;

import io.gatehouse.realm.Channel;
import io.gatehouse.realm.RealmSettings.MfaMethod;
import io.gatehouse.session.Session.SessionId;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * Records the channels by which a session's administrator has recently received a code, as a change of the MFA policy
 * requires.
 */
@ApplicationScoped
@Transactional(TxType.MANDATORY)
class ChannelProofs {
    private static final Duration VALID = Duration.ofMinutes(15);

    private final ChannelProofEntity.Repository proofs;
    private final Clock clock;

    ChannelProofs(ChannelProofEntity.Repository proofs, Clock clock) {
        this.proofs = proofs;
        this.clock = clock;
    }

    void add(SessionId session, Channel channel) {
        proofs.put(session, channel, clock.instant());
    }

    /** Returns the channels of the method without a recent proof in the session. */
    Set<Channel> missing(SessionId session, MfaMethod method) {
        Set<Channel> missing = EnumSet.allOf(Channel.class);
        missing.removeIf(channel -> !method.allows(channel));
        proofs.listChannelsProvenSince(session, clock.instant().minus(VALID)).forEach(missing::remove);
        return missing;
    }

    /** A row of {@code channel_proof}. */
    @Entity(name = "ChannelProofEntity")
    @Table(name = "channel_proof")
    @IdClass(ChannelProofEntity.Key.class)
    static class ChannelProofEntity {
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
                return list("sessionId = ?1 and provenAt > ?2", session.value(), since).stream()
                        .map(proof -> proof.channel)
                        .toList();
            }
        }
    }
}
