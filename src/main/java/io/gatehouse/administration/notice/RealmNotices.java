package io.gatehouse.administration.notice;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.administrator.AdministratorLists;
import io.gatehouse.delivery.message.MailKind;
import io.gatehouse.delivery.outbox.MailOutbox;
import io.gatehouse.kernel.Requester;
import io.gatehouse.kernel.database.Transactions;
import io.gatehouse.kernel.id.RealmId;
import io.gatehouse.otp.FlowContext;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.Realms;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Mails a notice to all administrators of a realm who can sign in. The notice is stored in the transaction of its cause
 * and queued in the outbox later, a limited number of mails in each transaction, by one node at a time.
 */
@ApplicationScoped
public class RealmNotices {
    private static final int AT_ONCE = 200;

    private final RealmNoticeEntity.Repository notices;
    private final Realms realms;
    private final AdministratorLists administrators;
    private final MailOutbox outbox;
    private final Clock clock;
    private final Transactions transactions;

    RealmNotices(
            RealmNoticeEntity.Repository notices,
            Realms realms,
            AdministratorLists administrators,
            MailOutbox outbox,
            Clock clock,
            Transactions transactions) {
        this.notices = notices;
        this.realms = realms;
        this.administrators = administrators;
        this.outbox = outbox;
        this.clock = clock;
        this.transactions = transactions;
    }

    @Transactional(TxType.MANDATORY)
    public void post(MailKind kind, RealmId realm, Map<String, String> details, Requester requester) {
        notices.persist(RealmNoticeEntity.of(kind, realm, details, requester, clock.instant()));
    }

    @Scheduled(every = "1s", concurrentExecution = ConcurrentExecution.SKIP)
    void process() {
        boolean more = true;
        while (more) {
            more = transactions.call(this::postNext);
        }
    }

    /** Queues the next mails; returns whether there may be more. */
    private boolean postNext() {
        Optional<RealmNoticeEntity> taken = notices.findNextForUpdate();
        taken.ifPresent(notice -> realms.find(notice.realm()).ifPresent(realm -> post(notice, realm)));
        return taken.isPresent();
    }

    private void post(RealmNoticeEntity notice, Realm realm) {
        List<Administrator> recipients = administrators.findAfter(realm.id(), notice.reached, "", AT_ONCE);
        recipients.stream()
                .filter(Administrator::canSignIn)
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
