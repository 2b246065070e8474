package io.gatehouse.administration.settings;

import io.gatehouse.realm.Channel;
import io.gatehouse.realm.RealmSettings.MfaMethod;
import io.gatehouse.session.Session.SessionId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;

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
}
