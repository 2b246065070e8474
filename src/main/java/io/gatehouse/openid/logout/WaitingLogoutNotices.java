package io.gatehouse.openid.logout;

import io.gatehouse.delivery.BackOff;
import io.gatehouse.kernel.id.RealmId;
import io.gatehouse.kernel.metrics.MessageQueue;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;

/** Gives each waiting notice to one worker of one node at a time, in transactions that end before it is sent. */
@ApplicationScoped
class WaitingLogoutNotices {
    private static final Logger LOG = Logger.getLogger(WaitingLogoutNotices.class);

    /** Longer than an attempt can take. */
    private static final Duration LEASE = Duration.ofSeconds(15);

    private static final int MAX_PER_CLIENT = 2;

    /** Half of a node's workers. */
    private static final int MAX_PER_REALM = 4;

    private static final BackOff BACK_OFF = new BackOff(Duration.ofSeconds(1), Duration.ofMinutes(10));

    private final LogoutNoticeEntity.Repository rows;
    private final Clock clock;

    WaitingLogoutNotices(LogoutNoticeEntity.Repository rows, Clock clock) {
        this.rows = rows;
        this.clock = clock;
    }

    /**
     * A notice to a client that a session has ended.
     *
     * @param session the {@code sid} that the client knows
     * @param administrator the {@code sub} that the client knows
     * @param attempt number of this attempt, from one
     * @param giveUpAt when the notice is no longer of use
     */
    record LogoutNotice(
            UUID id, RealmId realm, UUID client, String session, String administrator, int attempt, Instant giveUpAt) {}

    /** Takes the notice that is due and whose turn it is; no other worker takes it until the lease has expired. */
    @Transactional
    Optional<LogoutNotice> take() {
        Instant now = clock.instant();
        return rows.take(now, now.plus(LEASE), MAX_PER_CLIENT, MAX_PER_REALM).map(LogoutNoticeEntity::toNotice);
    }

    @Transactional
    void delivered(LogoutNotice notice) {
        rows.deleteById(notice.id());
    }

    /**
     * Postpones the notice and the others of its client, twice as long each time, or gives it up if no time is left for another
     * attempt.
     */
    @Transactional
    void failed(LogoutNotice notice) {
        Instant next = clock.instant().plus(BACK_OFF.after(notice.attempt()));
        if (next.isBefore(notice.giveUpAt())) {
            rows.postpone(notice, next);
        } else {
            rows.deleteById(notice.id());
            LOG.warnf("logout.dead: %s to client %s after %d attempts", notice.id(), notice.client(), notice.attempt());
        }
    }

    /** Returns the waiting notices, for the metrics. */
    @Produces
    @Singleton
    static MessageQueue queue(LogoutNoticeEntity.Repository rows) {
        return new MessageQueue("logouts", "http", rows::depth);
    }
}
