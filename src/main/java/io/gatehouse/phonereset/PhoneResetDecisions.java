package io.gatehouse.phonereset;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.administrator.Administrators;
import io.gatehouse.administrator.Influences;
import io.gatehouse.audit.AuditEvent;
import io.gatehouse.audit.AuditEventType;
import io.gatehouse.audit.AuditLog;
import io.gatehouse.caller.Actor;
import io.gatehouse.kernel.Requester;
import io.gatehouse.link.LinkConfig;
import io.gatehouse.realm.Realm;
import io.gatehouse.reportlink.MisuseReported;
import io.gatehouse.session.AccessRevocation;
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
    private final PhoneResetApprovers approvers;
    private final Administrators administrators;
    private final Influences influences;
    private final PhoneResetMails mails;
    private final LinkConfig lifetimes;
    private final AccessRevocation revocation;
    private final AuditLog audit;
    private final Clock clock;

    PhoneResetDecisions(
            PhoneResetEntity.Repository resets,
            PhoneResetApprovers approvers,
            Administrators administrators,
            Influences influences,
            PhoneResetMails mails,
            LinkConfig lifetimes,
            AccessRevocation revocation,
            AuditLog audit,
            Clock clock) {
        this.resets = resets;
        this.approvers = approvers;
        this.administrators = administrators;
        this.influences = influences;
        this.mails = mails;
        this.lifetimes = lifetimes;
        this.revocation = revocation;
        this.audit = audit;
        this.clock = clock;
    }

    PhoneResetEntity open(Actor actor, Administrator administrator) {
        var reset = new PhoneResetEntity();
        reset.id = UUID.randomUUID();
        reset.realmId = administrator.realm().value();
        reset.administratorId = administrator.id().value();
        reset.requestedBy = actor.administrator().id().value();
        reset.requestedAt = clock.instant();
        reset.needsApproval = !approvers.of(reset).isEmpty();
        reset.dueAt = reset.requestedAt.plus(lifetimes.phoneReset());
        resets.persist(reset);
        record(reset, actor, AuditEventType.PHONE_RESET_REQUESTED);
        mails.announce(actor.realm(), administrator, actor.requester());
        return reset;
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

    /** Announces the reset, which no one can approve any more, again: it takes effect after the full period from now. */
    void continueWithoutApproval(PhoneResetEntity reset, Realm realm, Administrator administrator) {
        reset.needsApproval = false;
        reset.dueAt = clock.instant().plus(lifetimes.phoneReset());
        recordAbout(reset, AuditEventType.PHONE_RESET_WITHOUT_APPROVAL, Requester.SCHEDULE);
        mails.announce(realm, administrator, Requester.SCHEDULE);
    }

    /** Applies a reset that is due, or lets it expire if it lacks the approval. */
    void decideDue(PhoneResetEntity reset) {
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
        influences.record(reset.realm(), reset.requester(), reset.administrator());
        revocation.revokeAll(reset.administrator());
        recordAbout(reset, AuditEventType.PHONE_RESET, requester);
        mails.reportRemoval(reset.realm(), reset.administrator(), requester);
    }

    private void recordAbout(PhoneResetEntity reset, AuditEventType type, Requester requester) {
        audit.record(AuditEvent.about(
                Optional.of(reset.administrator()), type, reset.realm(), requester, reset.auditDetails()));
    }
}
