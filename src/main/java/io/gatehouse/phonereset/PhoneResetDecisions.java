package io.gatehouse.phonereset;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.administrator.Administrators;
import io.gatehouse.administrator.Influences;
import io.gatehouse.audit.AuditEvent;
import io.gatehouse.audit.AuditEventType;
import io.gatehouse.audit.AuditLog;
import io.gatehouse.caller.Actor;
import io.gatehouse.kernel.Requester;
import io.gatehouse.kernel.id.AdministratorId;
import io.gatehouse.link.LinkConfig;
import io.gatehouse.realm.Realm;
import io.gatehouse.reportlink.ReportLinks;
import io.gatehouse.session.AccessRevocation;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Opens, applies and cancels resets of phone numbers, in the caller's transaction, which has locked the administrator. */
@ApplicationScoped
class PhoneResetDecisions {
    private final PhoneResetEntity.Repository resets;
    private final PhoneResetApprovers approvers;
    private final Administrators administrators;
    private final Influences influences;
    private final PhoneResetMails mails;
    private final LinkConfig lifetimes;
    private final AccessRevocation revocation;
    private final ReportLinks reportLinks;
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
            ReportLinks reportLinks,
            AuditLog audit,
            Clock clock) {
        this.resets = resets;
        this.approvers = approvers;
        this.administrators = administrators;
        this.influences = influences;
        this.mails = mails;
        this.lifetimes = lifetimes;
        this.revocation = revocation;
        this.reportLinks = reportLinks;
        this.audit = audit;
        this.clock = clock;
    }

    /** Opens the reset that a System Administrator requests. */
    PhoneResetEntity open(Actor actor, Administrator administrator) {
        PhoneResetEntity reset = create(administrator, actor.id());
        reset.needsApproval = !approvers.of(reset).isEmpty();
        reset.dueAt = afterPeriod();
        resets.persist(reset);
        record(reset, actor, AuditEventType.PHONE_RESET_REQUESTED);
        mails.announce(actor.realm(), administrator, actor.requester());
        return reset;
    }

    /** Opens the reset that a report of misuse requests, or continues the open one as such, until it is decided. */
    void dispute(Optional<PhoneResetEntity> open, Realm realm, Administrator administrator, Requester reporter) {
        PhoneResetEntity reset = open.orElseGet(() -> create(administrator, Optional.empty()));
        List<Administrator> able = approvers.of(reset);
        reset.needsApproval = !able.isEmpty();
        reset.dueAt = reset.needsApproval ? null : afterPeriod();
        resets.persist(reset);
        recordAbout(reset, AuditEventType.PHONE_DISPUTED, reporter);
        mails.announceDispute(realm, administrator, able, reset.effectiveAt(), reporter);
    }

    private PhoneResetEntity create(Administrator administrator, Optional<AdministratorId> requester) {
        var reset = new PhoneResetEntity();
        reset.id = UUID.randomUUID();
        reset.realmId = administrator.realm().value();
        reset.administratorId = administrator.id().value();
        reset.requestedBy = requester.map(AdministratorId::value).orElse(null);
        reset.requestedAt = clock.instant();
        return reset;
    }

    private Instant afterPeriod() {
        return clock.instant().plus(lifetimes.phoneReset());
    }

    /** Records that the number's holder objects to the reset of a disputed number, which from now on needs an approval. */
    void veto(PhoneResetEntity reset, Requester holder) {
        reset.needsApproval = true;
        reset.vetoed = true;
        reset.dueAt = null;
        recordAbout(reset, AuditEventType.PHONE_RESET_VETOED, holder);
    }

    void approve(PhoneResetEntity reset, Actor actor) {
        record(reset, actor, AuditEventType.PHONE_RESET_APPROVED);
        reset.requester().or(actor::id).ifPresent(by -> influences.record(reset.realm(), by, reset.administrator()));
        apply(reset, actor.requester());
    }

    void cancel(PhoneResetEntity reset, Actor actor) {
        keepPhone(reset);
        record(reset, actor, AuditEventType.PHONE_RESET_CANCELLED);
    }

    private void record(PhoneResetEntity reset, Actor actor, AuditEventType type) {
        audit.record(actor.event(type, reset.administrator(), reset.auditDetails()));
    }

    /** Cancels the reset for the administrator concerned, who has not signed in. */
    void cancel(PhoneResetEntity reset, Requester requester) {
        keepPhone(reset);
        audit.record(AuditEvent.by(
                reset.administrator(),
                AuditEventType.PHONE_RESET_CANCELLED,
                reset.realm(),
                requester,
                reset.auditDetails()));
    }

    private void keepPhone(PhoneResetEntity reset) {
        end(reset);
        administrators.keepPhone(reset.realm(), reset.administrator());
    }

    /** Ends the reset without effect. */
    void end(PhoneResetEntity reset) {
        reset.decidedAt = clock.instant();
    }

    /** Announces the reset, which no one can approve any more, again: it takes effect after the full period from now. */
    void continueWithoutApproval(PhoneResetEntity reset, Realm realm, Administrator administrator) {
        reset.needsApproval = false;
        reset.dueAt = afterPeriod();
        recordAbout(reset, AuditEventType.PHONE_RESET_WITHOUT_APPROVAL, Requester.SCHEDULE);
        if (administrator.phoneDisputed()) {
            mails.announceDispute(realm, administrator, List.of(), reset.effectiveAt(), Requester.SCHEDULE);
        } else {
            mails.announce(realm, administrator, Requester.SCHEDULE);
        }
    }

    /** Applies a reset that is due, or lets it expire if it lacks the approval. */
    void decideDue(PhoneResetEntity reset) {
        if (reset.needsApproval) {
            end(reset);
        } else {
            reset.requester().ifPresent(by -> influences.record(reset.realm(), by, reset.administrator()));
            apply(reset, Requester.SCHEDULE);
        }
    }

    /** Removes the number and the links that it has got, and revokes the sessions and trusted browsers based on it. */
    void apply(PhoneResetEntity reset, Requester requester) {
        end(reset);
        administrators.removePhone(reset.realm(), reset.administrator());
        revocation.revokeAll(reset.administrator());
        reportLinks.revokeThoseOfNumbers(reset.administrator());
        recordAbout(reset, AuditEventType.PHONE_RESET, requester);
        mails.reportRemoval(reset.realm(), reset.administrator(), requester);
    }

    private void recordAbout(PhoneResetEntity reset, AuditEventType type, Requester requester) {
        audit.record(AuditEvent.about(
                Optional.of(reset.administrator()), type, reset.realm(), requester, reset.auditDetails()));
    }
}
