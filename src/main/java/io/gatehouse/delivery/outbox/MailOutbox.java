package io.gatehouse.delivery.outbox;

import io.gatehouse.delivery.message.DurableMail;
import io.gatehouse.delivery.message.MailLifetimes;
import io.gatehouse.reportlink.ReportLink;
import io.gatehouse.reportlink.ReportLinks;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;

/** Stores mails in the transaction of their cause; each is sent until it has gone out. */
@ApplicationScoped
public class MailOutbox {
    private final OutboxEntity.Repository rows;
    private final MailSeal seal;
    private final ReportLinks reportLinks;
    private final OutboxWorkers workers;
    private final MailLifetimes lifetimes;
    private final TransactionSynchronizationRegistry transactions;
    private final Clock clock;

    MailOutbox(
            OutboxEntity.Repository rows,
            MailSeal seal,
            ReportLinks reportLinks,
            OutboxWorkers workers,
            MailLifetimes lifetimes,
            TransactionSynchronizationRegistry transactions,
            Clock clock) {
        this.rows = rows;
        this.seal = seal;
        this.reportLinks = reportLinks;
        this.workers = workers;
        this.lifetimes = lifetimes;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** Posts the mail in the caller's transaction; it goes out if that commits. */
    @Transactional(TxType.MANDATORY)
    public void post(DurableMail mail) {
        postOnce(UUID.randomUUID().toString(), mail);
    }

    /**
     * Posts the mail, unless one of that kind and cause was posted to the administrator before.
     *
     * @param cause id of what the mail is about
     */
    @Transactional(TxType.MANDATORY)
    public void postOnce(String cause, DurableMail mail) {
        UUID id = UUID.randomUUID();
        byte[] sealed = seal.seal(id, withWayOut(mail));
        Instant now = clock.instant();
        if (rows.addUnlessThere(id, cause, mail, sealed, now, lifetimes.giveUpAt(mail, now))) {
            transactions.registerInterposedSynchronization(new Wake());
        }
    }

    private DurableMail withWayOut(DurableMail mail) {
        return mail.kind()
                .occasion()
                .map(occasion -> mail.with(
                        "report",
                        reportLinks.issue(new ReportLink(
                                occasion, mail.realm(), mail.administrator(), mail.requester(), mail.occurredAt()))))
                .orElse(mail);
    }

    /** Wakes the workers after the commit, so that the mail need not wait for the next sweep. */
    private final class Wake implements Synchronization {
        @Override
        public void beforeCompletion() {
            // Workers cannot see the row yet.
        }

        @Override
        public void afterCompletion(int status) {
            if (status == Status.STATUS_COMMITTED) {
                workers.wake();
            }
        }
    }
}
