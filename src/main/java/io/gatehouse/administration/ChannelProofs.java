package io.gatehouse.administration;

import io.gatehouse.platform.SessionId;
import io.gatehouse.platform.database.Sql;
import io.gatehouse.realm.Channel;
import io.gatehouse.realm.MfaMethod;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** The channels by which a session's person has lately received a code: who asks it of everybody has done it before. */
@ApplicationScoped
@Transactional(TxType.MANDATORY)
class ChannelProofs {
    private static final Duration VALID = Duration.ofMinutes(15);

    private final Sql sql;
    private final Clock clock;

    ChannelProofs(Sql sql, Clock clock) {
        this.sql = sql;
        this.clock = clock;
    }

    void add(SessionId session, Channel channel) {
        sql.statement("""
                        insert into channel_proof (session_id, channel, proven_at) values (:session, :channel, :now)
                        on conflict (session_id, channel) do update set proven_at = excluded.proven_at""")
                .with("session", session.value())
                .with("channel", channel)
                .with("now", clock.instant())
                .update();
    }

    /** The channels of the method of which there is no proof. */
    Set<Channel> missing(SessionId session, MfaMethod method) {
        Set<Channel> missing = EnumSet.allOf(Channel.class);
        missing.removeIf(channel -> !method.allows(channel));
        missing.removeAll(proven(session));
        return missing;
    }

    private List<Channel> proven(SessionId session) {
        return sql.statement("select channel from channel_proof where session_id = :session and proven_at > :since")
                .with("session", session.value())
                .with("since", clock.instant().minus(VALID))
                .list(row -> row.constant("channel", Channel.class));
    }
}
