package io.gatehouse.openid.logout;

import io.gatehouse.session.SessionsRevoked;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
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
            transactions.registerInterposedSynchronization(new Wake());
        }
    }

    /** Wakes the workers after the commit, so that the notice does not wait for the next sweep. */
    private final class Wake implements Synchronization {
        @Override
        public void beforeCompletion() {
            // The row is not committed, so workers cannot see it.
        }

        @Override
        public void afterCompletion(int status) {
            if (status == Status.STATUS_COMMITTED) {
                workers.wake();
            }
        }
    }
}
