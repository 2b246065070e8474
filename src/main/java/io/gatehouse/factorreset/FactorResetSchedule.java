package io.gatehouse.factorreset;

import io.gatehouse.administrator.Administrators;
import io.gatehouse.kernel.database.Transactions;
import io.gatehouse.kernel.id.AdministratorId;
import io.gatehouse.kernel.metrics.Fault;
import io.gatehouse.kernel.store.RowFaults;
import io.gatehouse.realm.Realms;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;

/**
 * Decides resets that are due, and continues those without approval that no one can approve any more. One that fails holds up no
 * other: it is tried again at the next run.
 */
@ApplicationScoped
class FactorResetSchedule {
    private final FactorResetEntity.Repository resets;
    private final FactorResetApprovers approvers;
    private final FactorResetDecisions decisions;
    private final Realms realms;
    private final Administrators administrators;
    private final Clock clock;
    private final Transactions transactions;
    private final RowFaults faults;

    FactorResetSchedule(
            FactorResetEntity.Repository resets,
            FactorResetApprovers approvers,
            FactorResetDecisions decisions,
            Realms realms,
            Administrators administrators,
            Clock clock,
            Transactions transactions,
            RowFaults faults) {
        this.resets = resets;
        this.approvers = approvers;
        this.decisions = decisions;
        this.realms = realms;
        this.administrators = administrators;
        this.clock = clock;
        this.transactions = transactions;
        this.faults = faults;
    }

    @Scheduled(every = "10s", delayed = "1s", concurrentExecution = ConcurrentExecution.SKIP)
    void run() {
        transactions
                .call(() -> resets.listAwaitingApproval().stream()
                        .filter(this::isStuck)
                        .toList())
                .forEach(reset -> decide(reset.administrator(), () -> continueStuck(reset)));
        transactions
                .call(() -> resets.listDue(clock.instant()))
                .forEach(reset -> decide(reset.administrator(), () -> decideDue(reset)));
    }

    private void decide(AdministratorId administrator, Runnable decision) {
        try {
            transactions.run(decision);
        } catch (RuntimeException e) {
            faults.record(Fault.FACTOR_RESET, administrator, e);
        }
    }

    private boolean isStuck(FactorResetEntity reset) {
        return approvers.of(reset).isEmpty();
    }

    /** Decides under the lock of the realm, which every change of an approver takes too. */
    private void continueStuck(FactorResetEntity found) {
        var realm = realms.getForUpdate(found.realm());
        administrators
                .findForUpdate(realm.id(), found.administrator())
                .ifPresent(locked -> resets.findOpen(locked.id(), found.factor)
                        .filter(reset -> reset.awaitsApproval() && isStuck(reset))
                        .ifPresent(reset -> decisions.continueWithoutApproval(reset, realm, locked)));
    }

    private void decideDue(FactorResetEntity found) {
        administrators.lock(found.administrator());
        resets.findOpen(found.administrator(), found.factor)
                .filter(reset -> reset.isDue(clock.instant()))
                .ifPresent(decisions::decideDue);
    }
}
