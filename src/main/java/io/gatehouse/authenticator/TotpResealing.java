package io.gatehouse.authenticator;

import io.gatehouse.kernel.crypto.SecretKeys;
import io.gatehouse.kernel.database.Transactions;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import org.jboss.logging.Logger;

/** Encrypts the secrets of authenticator apps under the current master key, as long as a previous one is configured. */
@ApplicationScoped
class TotpResealing {
    private static final Logger LOG = Logger.getLogger(TotpResealing.class);
    private static final int BATCH = 100;
    private static final UUID FIRST = new UUID(0, 0);

    private final TotpEntity.Repository rows;
    private final Totps totps;
    private final SecretKeys keys;
    private final Transactions transactions;

    TotpResealing(TotpEntity.Repository rows, Totps totps, SecretKeys keys, Transactions transactions) {
        this.rows = rows;
        this.totps = totps;
        this.keys = keys;
        this.transactions = transactions;
    }

    @Scheduled(every = "1h", delayed = "10s", concurrentExecution = ConcurrentExecution.SKIP)
    void reseal() {
        if (keys.previous().isEmpty()) {
            return;
        }
        int moved = 0;
        List<UUID> ids = next(FIRST);
        while (!ids.isEmpty()) {
            moved += totps.reseal(ids);
            ids = next(ids.get(ids.size() - 1));
        }
        if (moved > 0) {
            LOG.infof("totp.moved: %d secrets of authenticator apps to the new master key", moved);
        }
    }

    private List<UUID> next(UUID last) {
        return transactions.call(() -> rows.listIdsAfter(last, BATCH));
    }
}
