package io.gatehouse.delivery;

import io.gatehouse.delivery.mail.MailConfig;
import io.gatehouse.delivery.provider.SendResult.Refused;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;

/** The mails that are to go out, each taken by one worker of one node at a time, in transactions that end before it is sent. */
@ApplicationScoped
class WaitingMails {
    private static final Logger LOG = Logger.getLogger(WaitingMails.class);

    /** What a worker may take beyond the mail server's own time, before its mail counts as abandoned. */
    private static final Duration MARGIN = Duration.ofSeconds(50);

    private final OutboxEntity.Repository rows;
    private final OutboxConfig config;
    private final Duration lease;
    private final Clock clock;

    WaitingMails(OutboxEntity.Repository rows, OutboxConfig config, MailConfig mail, Clock clock) {
        this.rows = rows;
        this.config = config;
        this.lease = mail.timeout().plus(MARGIN);
        this.clock = clock;
    }

    /** Takes the mail that has been due for longest, so that no other worker does until this one must be dead. */
    @Transactional
    Optional<WaitingMail> take() {
        Instant now = clock.instant();
        return rows.nextDue(now).map(row -> {
            row.attempts++;
            row.nextAttemptAt = now.plus(lease);
            row.changedAt = now;
            return new WaitingMail(row.id, row.sealed, row.attempts, row.giveUpAt);
        });
    }

    @Transactional
    void sent(WaitingMail mail) {
        hold(mail.id()).ifPresent(row -> {
            row.error = null;
            end(row, OutboxState.SENT);
        });
    }

    /** Has it wait for another attempt, if there is time for one. */
    @Transactional
    void refused(WaitingMail mail, Refused refusal) {
        // A later attempt knows better.
        hold(mail.id()).filter(row -> row.attempts == mail.attempt()).ifPresent(row -> {
            row.error = refusal.error();
            Instant next = clock.instant().plus(pause(mail.attempt(), refusal));
            if (next.isBefore(row.giveUpAt)) {
                row.nextAttemptAt = next;
                row.changedAt = clock.instant();
            } else {
                end(row, OutboxState.DEAD);
                LOG.warnf("outbox.dead: %s %s after %d attempts (%s)", row.kind, row.id, row.attempts, row.error);
            }
        });
    }

    private Duration pause(int failures, Refused refusal) {
        return refusal.worthRetrying()
                ? new BackOff(config.firstPause(), config.longestPause()).after(failures)
                : config.longestPause();
    }

    private void end(OutboxEntity row, OutboxState state) {
        row.state = state;
        row.sealed = null;
        row.changedAt = clock.instant();
    }

    /** The row, locked, if nothing has been decided about it. */
    private Optional<OutboxEntity> hold(UUID id) {
        return rows.findByIdOptional(id, LockModeType.PESSIMISTIC_WRITE)
                .filter(row -> row.state == OutboxState.WAITING);
    }
}
