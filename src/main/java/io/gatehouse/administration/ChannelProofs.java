package io.gatehouse.administration;

import io.gatehouse.platform.SessionId;
import io.gatehouse.realm.Channel;
import io.gatehouse.realm.MfaMethod;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;

/** The channels by which a session's person has lately received a code: who asks it of everybody has done it before. */
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
        ChannelProofEntity proof = proofs.findById(new ChannelProofEntity.Key(session.value(), channel));
        if (proof == null) {
            proof = new ChannelProofEntity();
            proof.sessionId = session.value();
            proof.channel = channel;
            proof.provenAt = clock.instant();
            proofs.persist(proof);
        } else {
            proof.provenAt = clock.instant();
        }
    }

    /** The channels of the method of which there is no proof. */
    Set<Channel> missing(SessionId session, MfaMethod method) {
        Set<Channel> missing = EnumSet.allOf(Channel.class);
        missing.removeIf(channel -> !method.allows(channel));
        proofs.list(
                        "sessionId = ?1 and provenAt > ?2",
                        session.value(),
                        clock.instant().minus(VALID))
                .forEach(proof -> missing.remove(proof.channel));
        return missing;
    }
}
