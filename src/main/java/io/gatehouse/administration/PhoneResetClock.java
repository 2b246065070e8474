package io.gatehouse.administration;

import io.gatehouse.platform.Requester;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Optional;

/** Lets the resets whose time has come take effect, or lapse; each on exactly one node. */
@ApplicationScoped
class PhoneResetClock {
    private final PhoneResetEntity.Repository resets;
    private final PhoneResetSteps steps;
    private final Clock clock;

    PhoneResetClock(PhoneResetEntity.Repository resets, PhoneResetSteps steps, Clock clock) {
        this.resets = resets;
        this.steps = steps;
        this.clock = clock;
    }

    @Scheduled(every = "10s", concurrentExecution = ConcurrentExecution.SKIP)
    void process() {
        boolean more = true;
        while (more) {
            more = QuarkusTransaction.requiringNew().call(this::step);
        }
    }

    private boolean step() {
        Optional<PhoneResetEntity> due = resets.takeDue(clock.instant());
        due.ifPresent(reset -> {
            if (reset.needsApproval()) {
                resets.decide(reset.id(), clock.instant());
            } else {
                steps.apply(reset, Requester.SCHEDULE);
            }
        });
        return due.isPresent();
    }
}
