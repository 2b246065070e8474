package io.gatehouse.delivery.outbox;

import io.gatehouse.delivery.message.DurableMail;
import io.gatehouse.delivery.message.MailLifetimes;
import io.gatehouse.kernel.crypto.SealedRows;
import io.gatehouse.kernel.database.AfterCommit;
import io.gatehouse.reportlink.ReportLinks;
import io.gatehouse.reportlink.ReportLinks.ReportLink;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.TransactionSynchronizationRegistry;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;

/** Stores mails in the transaction that causes them; each is retried until it is sent or given up. */
@ApplicationScoped
public class MailOutbox implements SealedRows {
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

    /** Posts the mail in the caller's transaction; it is sent after that commits. */
    @Transactional(TxType.MANDATORY)
    public void post(DurableMail mail) {
        postOnce(UUID.randomUUID().toString(), mail);
    }

    /**
     * Posts the mail, unless one of that kind and cause was posted about the administrator before.
     *
     * @param cause id of the event that the mail reports
     */
    @Transactional(TxType.MANDATORY)
    public void postOnce(String cause, DurableMail mail) {
        UUID id = UUID.randomUUID();
        byte[] sealed = seal.seal(id, withReportLink(mail));
        Instant now = clock.instant();
        if (rows.addIfAbsent(id, cause, mail, sealed, now, lifetimes.giveUpAt(mail, now))) {
            transactions.registerInterposedSynchronization(new AfterCommit(() -> workers.wake()));
        }
    }

    @Override
    public String name() {
        return "waiting mails";
    }

    @Override
    public long countUnreadable() {
        return rows.streamWaiting()
                .filter(mail -> !seal.canOpen(mail.id(), mail.sealed()))
                .count();
    }

    private DurableMail withReportLink(DurableMail mail) {
        return mail.kind()
                .occasion()
                .map(occasion -> mail.with(
                        "report",
                        reportLinks.issue(new ReportLink(
                                occasion, mail.realm(), mail.administrator(), mail.requester(), mail.occurredAt()))))
                .orElse(mail);
    }
}
