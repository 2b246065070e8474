package io.gatehouse.administration.notice;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.administrator.AdministratorLists;
import io.gatehouse.delivery.message.MailKind;
import io.gatehouse.delivery.outbox.MailOutbox;
import io.gatehouse.kernel.Requester;
import io.gatehouse.kernel.database.Transactions;
import io.gatehouse.kernel.id.RealmId;
import io.gatehouse.kernel.metrics.Fault;
import io.gatehouse.kernel.store.RowFaults;
import io.gatehouse.otp.FlowContext;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.Realms;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Mails a notice to all administrators of a realm, or of one role, who can sign in. The notice is stored in the transaction of its cause
 * and queued in the outbox later, a limited number of mails in each transaction, by one node at a time. A notice that fails
 * holds up no other: it is tried again later.
 */
@ApplicationScoped
public class RealmNotices {
    /** The detail of a notice that names the only role whose administrators receive it. */
    public static final String ROLE = "role";

    private static final int AT_ONCE = 200;

    /** The time from the first failure of a notice to its next attempt; each further wait is twice as long, up to the longest. */
    private static final Duration FIRST_WAIT = Duration.ofSeconds(10);

    private static final Duration LONGEST_WAIT = Duration.ofMinutes(10);

    private final RealmNoticeEntity.Repository notices;
    private final Realms realms;
    private final AdministratorLists administrators;
    private final MailOutbox outbox;
    private final Clock clock;
    private final Transactions transactions;
    private final RowFaults faults;

    RealmNotices(
            RealmNoticeEntity.Repository notices,
            Realms realms,
            AdministratorLists administrators,
            MailOutbox outbox,
            Clock clock,
            Transactions transactions,
            RowFaults faults) {
        this.notices = notices;
        this.realms = realms;
        this.administrators = administrators;
        this.outbox = outbox;
        this.clock = clock;
        this.transactions = transactions;
        this.faults = faults;
    }

    @Transactional(TxType.MANDATORY)
    public void post(MailKind kind, RealmId realm, Map<String, String> details, Requester requester) {
        notices.persist(RealmNoticeEntity.of(kind, realm, details, requester, clock.instant()));
    }

    @Scheduled(every = "1s", delayed = "1s", concurrentExecution = ConcurrentExecution.SKIP)
    void process() {
        boolean more = true;
        while (more) {
            more = postNext();
        }
    }

    /** Queues the next mails; returns whether there may be more. */
    private boolean postNext() {
        var next = new AtomicReference<Optional<RealmNoticeEntity>>(Optional.empty());
        try {
            transactions.run(() -> {
                next.set(notices.findNextForUpdate(clock.instant()));
                next.get().ifPresent(notice -> realms.find(notice.realm()).ifPresent(realm -> post(notice, realm)));
            });
        } catch (RuntimeException e) {
            RealmNoticeEntity failed = next.get().orElseThrow(() -> e);
            faults.record(Fault.REALM_NOTICE, failed.id, e);
            transactions.run(() -> notices.postpone(failed, dueAfter(failed)));
        }
        return next.get().isPresent();
    }

    /** Lets a notice that has failed wait as long as it has waited, within limits. */
    private Instant dueAfter(RealmNoticeEntity failed) {
        Instant now = clock.instant();
        Duration waited = Duration.between(failed.occurredAt, now);
        if (waited.compareTo(LONGEST_WAIT) > 0) {
            return now.plus(LONGEST_WAIT);
        }
        return now.plus(waited.compareTo(FIRST_WAIT) < 0 ? FIRST_WAIT : waited);
    }

    private void post(RealmNoticeEntity notice, Realm realm) {
        List<Administrator> recipients = administrators.findAfter(realm.id(), notice.reached, AT_ONCE);
        recipients.stream()
                .filter(Administrator::canSignIn)
                .filter(administrator -> {
                    String role = administrator.role().name();
                    return notice.details.getOrDefault(ROLE, role).equals(role);
                })
                .forEach(administrator -> outbox.postOnce(
                        notice.id.toString(),
                        new FlowContext(realm, administrator, notice.requester())
                                .mail(notice.kind, notice.details, notice.occurredAt)));
        if (recipients.size() < AT_ONCE) {
            notices.delete(notice);
        } else {
            notice.reached = recipients.get(recipients.size() - 1).email().value();
        }
    }
}
