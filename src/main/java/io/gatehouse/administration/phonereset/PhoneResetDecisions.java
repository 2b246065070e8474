package io.gatehouse.administration.phonereset;

import io.gatehouse.administration.phonereset.PhoneResets.PhoneReset;
import io.gatehouse.administrator.Administrator;
import io.gatehouse.administrator.Administrators;
import io.gatehouse.audit.AuditEvent;
import io.gatehouse.audit.AuditEventType;
import io.gatehouse.audit.AuditLog;
import io.gatehouse.caller.Actor;
import io.gatehouse.kernel.Requester;
import io.gatehouse.kernel.database.Transactions;
import io.gatehouse.link.LinkConfig;
import io.gatehouse.reportlink.MisuseReported;
import io.gatehouse.session.AccessRevocation;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;

/**
 * Opens, applies and cancels resets of phone numbers, in the caller's transaction. When a reset is due, applies it, or
 * lets it expire if it needed an approval; each on exactly one node.
 */
@ApplicationScoped
class PhoneResetDecisions {
    private final PhoneResetEntity.Repository resets;
    private final Administrators administrators;
    private final PhoneResetMails mails;
    private final LinkConfig lifetimes;
    private final AccessRevocation revocation;
    private final AuditLog audit;
    private final Clock clock;
    private final Transactions transactions;

    PhoneResetDecisions(
            PhoneResetEntity.Repository resets,
            Administrators administrators,
            PhoneResetMails mails,
            LinkConfig lifetimes,
            AccessRevocation revocation,
            AuditLog audit,
            Clock clock,
            Transactions transactions) {
        this.resets = resets;
        this.administrators = administrators;
        this.mails = mails;
        this.lifetimes = lifetimes;
        this.revocation = revocation;
        this.audit = audit;
        this.clock = clock;
        this.transactions = transactions;
    }

    PhoneReset open(Actor actor, Administrator administrator, boolean needsApproval) {
        var reset = new PhoneResetEntity();
        reset.id = UUID.randomUUID();
        reset.realmId = administrator.realm().value();
        reset.administratorId = administrator.id().value();
        reset.requestedBy = actor.administrator().id().value();
        reset.requestedAt = clock.instant();
        reset.needsApproval = needsApproval;
        reset.dueAt = reset.requestedAt.plus(lifetimes.phoneReset());
        resets.persist(reset);
        record(reset, actor, AuditEventType.PHONE_RESET_REQUESTED);
        mails.announce(actor.realm(), administrator, actor.requester());
        return reset.toPhoneReset();
    }

    void approve(PhoneResetEntity reset, Actor actor) {
        record(reset, actor, AuditEventType.PHONE_RESET_APPROVED);
        apply(reset, actor.requester());
    }

    void cancel(PhoneResetEntity reset, Actor actor) {
        reset.decidedAt = clock.instant();
        record(reset, actor, AuditEventType.PHONE_RESET_CANCELLED);
    }

    private void record(PhoneResetEntity reset, Actor actor, AuditEventType type) {
        audit.record(actor.event(type, reset.administrator(), reset.auditDetails()));
    }

    /** Cancels the reset for the administrator concerned, who has not signed in. */
    void cancel(PhoneResetEntity reset, Requester requester) {
        reset.decidedAt = clock.instant();
        audit.record(AuditEvent.by(
                reset.administrator(),
                AuditEventType.PHONE_RESET_CANCELLED,
                reset.realm(),
                requester,
                reset.auditDetails()));
    }

    /** Cancels the reset when misuse is reported from any message, such as the announcement sent to the old number. */
    void cancelReported(@Observes MisuseReported misuse) {
        resets.findOpen(misuse.administrator()).ifPresent(reset -> cancel(reset, misuse.reporter()));
    }

    @Scheduled(every = "10s", concurrentExecution = ConcurrentExecution.SKIP)
    void decideDue() {
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
            apply(reset, Requester.SCHEDULE);
        }
    }

    /** Removes the number, and revokes the sessions and trusted browsers based on it. */
    private void apply(PhoneResetEntity reset, Requester requester) {
        reset.decidedAt = clock.instant();
        administrators.removePhone(reset.realm(), reset.administrator());
        revocation.revokeAll(reset.administrator());
        audit.record(AuditEvent.about(
                Optional.of(reset.administrator()),
                AuditEventType.PHONE_RESET,
                reset.realm(),
                requester,
                reset.auditDetails()));
        mails.reportRemoval(reset.realm(), reset.administrator(), requester);
    }
}
