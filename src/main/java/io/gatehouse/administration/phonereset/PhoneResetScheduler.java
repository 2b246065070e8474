package io.gatehouse.administration.phonereset;

import io.gatehouse.administrator.Administrators;
import io.gatehouse.kernel.Requester;
import io.gatehouse.kernel.database.Transactions;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Optional;

/** Applies the resets that are due, or expires those that needed an approval; each on exactly one node. */
@ApplicationScoped
class PhoneResetScheduler {
    private final Administrators administrators;
    private final PhoneResetEntity.Repository resets;
    private final PhoneResetDecisions decisions;
    private final Clock clock;
    private final Transactions transactions;

    PhoneResetScheduler(
            Administrators administrators,
            PhoneResetEntity.Repository resets,
            PhoneResetDecisions decisions,
            Clock clock,
            Transactions transactions) {
        this.administrators = administrators;
        this.resets = resets;
        this.decisions = decisions;
        this.clock = clock;
        this.transactions = transactions;
    }

    @Scheduled(every = "10s", concurrentExecution = ConcurrentExecution.SKIP)
    void process() {
        boolean more = true;
        while (more) {
            more = transactions.call(this::decideNext);
        }
    }

    private boolean decideNext() {
        Optional<PhoneResetEntity> due = resets.findDue(clock.instant());
        due.ifPresent(found -> {
            administrators.lock(found.administrator());
            resets.findOpen(found.administrator())
                    .filter(open -> open.id.equals(found.id))
                    .ifPresent(this::decide);
        });
        return due.isPresent();
    }

    private void decide(PhoneResetEntity reset) {
        if (reset.needsApproval) {
            reset.decidedAt = clock.instant();
        } else {
            decisions.apply(reset, Requester.SCHEDULE);
        }
    }
}
