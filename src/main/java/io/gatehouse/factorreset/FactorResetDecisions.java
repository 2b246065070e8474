package io.gatehouse.factorreset;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.administrator.Administrators;
import io.gatehouse.administrator.Influences;
import io.gatehouse.audit.AuditEvent;
import io.gatehouse.audit.AuditEventType;
import io.gatehouse.audit.AuditLog;
import io.gatehouse.authenticator.Authenticators;
import io.gatehouse.caller.Actor;
import io.gatehouse.kernel.Requester;
import io.gatehouse.kernel.id.AdministratorId;
import io.gatehouse.link.LinkConfig;
import io.gatehouse.otp.FlowContext;
import io.gatehouse.realm.Realm;
import io.gatehouse.reportlink.ReportLinks;
import io.gatehouse.session.AccessRevocation;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Opens, applies and cancels resets, in the caller's transaction, which has locked the administrator. */
@ApplicationScoped
class FactorResetDecisions {
    private final FactorResetEntity.Repository resets;
    private final FactorResetApprovers approvers;
    private final Administrators administrators;
    private final Authenticators authenticators;
    private final Influences influences;
    private final FactorResetMails mails;
    private final LinkConfig lifetimes;
    private final AccessRevocation revocation;
    private final ReportLinks reportLinks;
    private final AuditLog audit;
    private final Clock clock;

    FactorResetDecisions(
            FactorResetEntity.Repository resets,
            FactorResetApprovers approvers,
            Administrators administrators,
            Authenticators authenticators,
            Influences influences,
            FactorResetMails mails,
            LinkConfig lifetimes,
            AccessRevocation revocation,
            ReportLinks reportLinks,
            AuditLog audit,
            Clock clock) {
        this.resets = resets;
        this.approvers = approvers;
        this.administrators = administrators;
        this.authenticators = authenticators;
        this.influences = influences;
        this.mails = mails;
        this.lifetimes = lifetimes;
        this.revocation = revocation;
        this.reportLinks = reportLinks;
        this.audit = audit;
        this.clock = clock;
    }

    /** Opens the reset that a System Administrator requests. */
    FactorResetEntity open(Actor actor, Administrator administrator, Factor factor) {
        FactorResetEntity reset = open(administrator, factor, actor.id());
        record(reset, actor, Step.REQUESTED);
        mails.announce(actor.realm(), administrator, factor, actor.requester());
        return reset;
    }

    /** Opens the reset of the own authenticators that an administrator requests who cannot sign in without them. */
    FactorResetEntity openOwn(FlowContext context) {
        Administrator administrator = context.administrator();
        FactorResetEntity reset = open(administrator, Factor.AUTHENTICATORS, Optional.of(administrator.id()));
        audit.record(context.event(Step.REQUESTED.of(reset), reset.auditDetails()));
        mails.announce(context.realm(), administrator, Factor.AUTHENTICATORS, context.requester());
        return reset;
    }

    private FactorResetEntity open(Administrator administrator, Factor factor, Optional<AdministratorId> requester) {
        FactorResetEntity reset = create(administrator, factor, requester);
        reset.needsApproval = !approvers.of(reset).isEmpty();
        reset.dueAt = afterPeriod();
        resets.persist(reset);
        return reset;
    }

    /** Opens the reset that a report of misuse requests, or continues the open one as such, until it is decided. */
    void dispute(Optional<FactorResetEntity> open, Realm realm, Administrator administrator, Requester reporter) {
        FactorResetEntity reset = open.orElseGet(() -> create(administrator, Factor.PHONE, Optional.empty()));
        List<Administrator> able = approvers.of(reset);
        reset.needsApproval = !able.isEmpty();
        reset.dueAt = reset.needsApproval ? null : afterPeriod();
        resets.persist(reset);
        recordAbout(reset, AuditEventType.PHONE_DISPUTED, reporter);
        mails.announceDispute(realm, administrator, able, reset.effectiveAt(), reporter);
    }

    private FactorResetEntity create(Administrator administrator, Factor factor, Optional<AdministratorId> requester) {
        var reset = new FactorResetEntity();
        reset.id = UUID.randomUUID();
        reset.realmId = administrator.realm().value();
        reset.administratorId = administrator.id().value();
        reset.factor = factor;
        reset.requestedBy = requester.map(AdministratorId::value).orElse(null);
        reset.requestedAt = clock.instant();
        return reset;
    }

    private Instant afterPeriod() {
        return clock.instant().plus(lifetimes.factorReset());
    }

    /** Records that the number's holder objects to the reset of a disputed number, which from now on needs an approval. */
    void veto(FactorResetEntity reset, Requester holder) {
        reset.needsApproval = true;
        reset.vetoed = true;
        reset.dueAt = null;
        recordAbout(reset, AuditEventType.PHONE_RESET_VETOED, holder);
    }

    void approve(FactorResetEntity reset, Actor actor) {
        record(reset, actor, Step.APPROVED);
        reset.requester().or(actor::id).ifPresent(by -> influences.record(reset.realm(), by, reset.administrator()));
        apply(reset, actor.requester());
    }

    void cancel(FactorResetEntity reset, Actor actor) {
        keep(reset);
        record(reset, actor, Step.CANCELLED);
    }

    private void record(FactorResetEntity reset, Actor actor, Step step) {
        audit.record(actor.event(step.of(reset), reset.administrator(), reset.auditDetails()));
    }

    /** Cancels the reset for the administrator concerned, who has not signed in. */
    void cancel(FactorResetEntity reset, Requester requester) {
        keep(reset);
        audit.record(AuditEvent.by(
                reset.administrator(), Step.CANCELLED.of(reset), reset.realm(), requester, reset.auditDetails()));
    }

    private void keep(FactorResetEntity reset) {
        end(reset);
        if (reset.factor == Factor.PHONE) {
            administrators.keepPhone(reset.realm(), reset.administrator());
        }
    }

    /** Ends the reset without effect. */
    void end(FactorResetEntity reset) {
        reset.decidedAt = clock.instant();
    }

    /** Announces the reset, which no one can approve any more, again: it takes effect after the full period from now. */
    void continueWithoutApproval(FactorResetEntity reset, Realm realm, Administrator administrator) {
        reset.needsApproval = false;
        reset.dueAt = afterPeriod();
        recordAbout(reset, Step.WITHOUT_APPROVAL.of(reset), Requester.SCHEDULE);
        if (reset.factor == Factor.PHONE && administrator.phoneDisputed()) {
            mails.announceDispute(realm, administrator, List.of(), reset.effectiveAt(), Requester.SCHEDULE);
        } else {
            mails.announce(realm, administrator, reset.factor, Requester.SCHEDULE);
        }
    }

    /** Applies a reset that is due, or lets it expire if it lacks the approval. */
    void decideDue(FactorResetEntity reset) {
        if (reset.needsApproval) {
            end(reset);
        } else {
            reset.requester().ifPresent(by -> influences.record(reset.realm(), by, reset.administrator()));
            apply(reset, Requester.SCHEDULE);
        }
    }

    /** Removes what the reset is about, and revokes the sessions and trusted browsers based on it. */
    void apply(FactorResetEntity reset, Requester requester) {
        end(reset);
        switch (reset.factor) {
            case PHONE -> {
                administrators.removePhone(reset.realm(), reset.administrator());
                reportLinks.revokeThoseOfNumbers(reset.administrator());
            }
            case AUTHENTICATORS -> {
                authenticators.deleteAll(reset.administrator());
                administrators.find(reset.realm(), reset.administrator()).ifPresent(administrators::endPendingFlows);
            }
        }
        revocation.revokeAll(reset.administrator());
        recordAbout(reset, Step.APPLIED.of(reset), requester);
        mails.reportRemoval(reset, requester);
    }

    /** The steps of a reset that are recorded. */
    private enum Step {
        REQUESTED(AuditEventType.PHONE_RESET_REQUESTED, AuditEventType.AUTHENTICATORS_RESET_REQUESTED),
        APPROVED(AuditEventType.PHONE_RESET_APPROVED, AuditEventType.AUTHENTICATORS_RESET_APPROVED),
        WITHOUT_APPROVAL(
                AuditEventType.PHONE_RESET_WITHOUT_APPROVAL, AuditEventType.AUTHENTICATORS_RESET_WITHOUT_APPROVAL),
        CANCELLED(AuditEventType.PHONE_RESET_CANCELLED, AuditEventType.AUTHENTICATORS_RESET_CANCELLED),
        APPLIED(AuditEventType.PHONE_RESET, AuditEventType.AUTHENTICATORS_RESET);

        private final AuditEventType ofPhone;
        private final AuditEventType ofAuthenticators;

        Step(AuditEventType ofPhone, AuditEventType ofAuthenticators) {
            this.ofPhone = ofPhone;
            this.ofAuthenticators = ofAuthenticators;
        }

        AuditEventType of(FactorResetEntity reset) {
            return switch (reset.factor) {
                case PHONE -> ofPhone;
                case AUTHENTICATORS -> ofAuthenticators;
            };
        }
    }

    private void recordAbout(FactorResetEntity reset, AuditEventType type, Requester requester) {
        audit.record(AuditEvent.about(
                Optional.of(reset.administrator()), type, reset.realm(), requester, reset.auditDetails()));
    }
}
