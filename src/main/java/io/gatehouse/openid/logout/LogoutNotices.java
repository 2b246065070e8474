package io.gatehouse.openid.logout;

import io.gatehouse.kernel.database.AfterCommit;
import io.gatehouse.session.SessionsRevoked;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Posts a notice to the clients of each revoked session, in the transaction that revokes it. */
@ApplicationScoped
class LogoutNotices {
    private static final Duration GIVE_UP = Duration.ofHours(24);

    private final LogoutNoticeEntity.Repository rows;
    private final LogoutWorkers workers;
    private final TransactionSynchronizationRegistry transactions;
    private final Clock clock;

    LogoutNotices(
            LogoutNoticeEntity.Repository rows,
            LogoutWorkers workers,
            TransactionSynchronizationRegistry transactions,
            Clock clock) {
        this.rows = rows;
        this.workers = workers;
        this.transactions = transactions;
        this.clock = clock;
    }

    void post(@Observes SessionsRevoked revoked) {
        Instant now = clock.instant();
        if (rows.add(revoked, now, now.plus(GIVE_UP)) > 0) {
            transactions.registerInterposedSynchronization(new AfterCommit(workers::wake));
        }
    }
}
