package io.gatehouse.phonereset;

import io.gatehouse.administrator.Administrators;
import io.gatehouse.kernel.database.Transactions;
import io.gatehouse.kernel.id.AdministratorId;
import io.gatehouse.realm.Realms;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/** Decides resets that are due, and continues those without approval that no one can approve any more. */
@ApplicationScoped
class PhoneResetSchedule {
    private final PhoneResetEntity.Repository resets;
    private final PhoneResetApprovers approvers;
    private final PhoneResetDecisions decisions;
    private final Realms realms;
    private final Administrators administrators;
    private final Clock clock;
    private final Transactions transactions;

    PhoneResetSchedule(
            PhoneResetEntity.Repository resets,
            PhoneResetApprovers approvers,
            PhoneResetDecisions decisions,
            Realms realms,
            Administrators administrators,
            Clock clock,
            Transactions transactions) {
        this.resets = resets;
        this.approvers = approvers;
        this.decisions = decisions;
        this.realms = realms;
        this.administrators = administrators;
        this.clock = clock;
        this.transactions = transactions;
    }

    @Scheduled(every = "10s", concurrentExecution = ConcurrentExecution.SKIP)
    void run() {
        transactions
                .call(() -> resets.listAwaitingApproval().stream()
                        .filter(this::isStuck)
                        .toList())
                .forEach(reset -> transactions.call(() -> continueStuck(reset)));
        boolean more = true;
        while (more) {
            more = transactions.call(this::decideNext);
        }
    }

    private boolean isStuck(PhoneResetEntity reset) {
        return approvers.of(reset).isEmpty();
    }

    /** Decides under the lock of the realm, which every change of an approver takes too. */
    private boolean continueStuck(PhoneResetEntity found) {
        var realm = realms.getForUpdate(found.realm());
        var administrator = administrators.findForUpdate(realm.id(), found.administrator());
        administrator.ifPresent(locked -> resets.findOpen(locked.id())
                .filter(reset -> reset.awaitsApproval() && isStuck(reset))
                .ifPresent(reset -> decisions.continueWithoutApproval(reset, realm, locked)));
        return administrator.isPresent();
    }

    private boolean decideNext() {
        Instant now = clock.instant();
        Optional<AdministratorId> due = resets.findDue(now);
        due.ifPresent(administrator -> {
            administrators.lock(administrator);
            resets.findOpen(administrator).filter(reset -> reset.isDue(now)).ifPresent(decisions::decideDue);
        });
        return due.isPresent();
    }
}
