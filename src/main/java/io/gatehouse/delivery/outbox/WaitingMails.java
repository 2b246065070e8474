package io.gatehouse.delivery.outbox;

import io.gatehouse.delivery.BackOff;
import io.gatehouse.delivery.mail.MailConfig;
import io.gatehouse.delivery.message.OutboxConfig;
import io.gatehouse.delivery.provider.SendResult.Refused;
import io.gatehouse.kernel.metrics.MessageQueue;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Gives each waiting mail to one worker of one node at a time, in transactions that end before it is sent. */
@ApplicationScoped
class WaitingMails {
    private static final Logger LOG = Logger.getLogger(WaitingMails.class);

    /** Added to the mail server's timeout for the lease of a worker. */
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

    /** Takes the mail that has been due longest; no other worker takes it until the lease has expired. */
    @Transactional
    Optional<WaitingMail> take() {
        Instant now = clock.instant();
        return rows.take(now, now.plus(lease)).map(OutboxEntity::toWaitingMail);
    }

    @Transactional
    void sent(WaitingMail mail) {
        rows.markSent(mail.id(), clock.instant());
    }

    /** Postpones the mail, or gives it up if no time is left for another attempt. No effect after a later attempt. */
    @Transactional
    void refused(WaitingMail mail, Refused refusal) {
        rows.findForUpdate(mail).ifPresent(row -> {
            Instant now = clock.instant();
            Instant next = now.plus(pause(mail.attempt(), refusal));
            if (next.isBefore(row.giveUpAt)) {
                row.postpone(refusal.error(), next, now);
            } else {
                row.giveUp(refusal.error(), now);
                LOG.warnf("outbox.dead: %s %s after %d attempts (%s)", row.kind, row.id, row.attempts, refusal.error());
            }
        });
    }

    private Duration pause(int failures, Refused refusal) {
        return refusal.worthRetrying()
                ? new BackOff(config.firstPause(), config.longestPause()).after(failures)
                : config.longestPause();
    }

    /** Returns the waiting mails, for the metrics. */
    @Produces
    @Singleton
    static MessageQueue queue(OutboxEntity.Repository rows) {
        return new MessageQueue("mails", "email", rows::depth);
    }
}
