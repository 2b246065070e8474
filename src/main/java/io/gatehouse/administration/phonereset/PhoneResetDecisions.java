package io.gatehouse.administration.phonereset;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.administrator.Administrators;
import io.gatehouse.audit.AuditEvent;
import io.gatehouse.audit.AuditEventType;
import io.gatehouse.audit.AuditLog;
import io.gatehouse.caller.Actor;
import io.gatehouse.kernel.Requester;
import io.gatehouse.link.LinkConfig;
import io.gatehouse.link.LinkKind;
import io.gatehouse.link.Links;
import io.gatehouse.realm.Realm;
import io.gatehouse.reportlink.MisuseReported;
import io.gatehouse.session.AccessRevocation;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Opens, applies and cancels resets of phone numbers, in the caller's transaction. */
@ApplicationScoped
@Transactional(TxType.MANDATORY)
class PhoneResetDecisions {
    private final PhoneResetEntity.Repository resets;
    private final Administrators administrators;
    private final PhoneResetMails mails;
    private final Links links;
    private final LinkConfig lifetimes;
    private final AccessRevocation revocation;
    private final AuditLog audit;
    private final Clock clock;

    PhoneResetDecisions(
            PhoneResetEntity.Repository resets,
            Administrators administrators,
            PhoneResetMails mails,
            Links links,
            LinkConfig lifetimes,
            AccessRevocation revocation,
            AuditLog audit,
            Clock clock) {
        this.resets = resets;
        this.administrators = administrators;
        this.mails = mails;
        this.links = links;
        this.lifetimes = lifetimes;
        this.revocation = revocation;
        this.audit = audit;
        this.clock = clock;
    }

    PhoneReset open(Actor actor, Realm realm, Administrator administrator, boolean needsApproval) {
        var reset = new PhoneResetEntity();
        reset.id = UUID.randomUUID();
        reset.realmId = administrator.realm().value();
        reset.administratorId = administrator.id().value();
        reset.requestedBy = actor.administrator().id().value();
        reset.requestedAt = clock.instant();
        reset.needsApproval = needsApproval;
        reset.dueAt = reset.requestedAt.plus(lifetimes.phoneReset());
        resets.persist(reset);
        audit.record(actor.event(AuditEventType.PHONE_RESET_REQUESTED, administrator.id(), naming(reset)));
        mails.announce(realm, administrator, actor.requester());
        return reset.toPhoneReset();
    }

    /** Removes the number, and revokes the sessions and trusted browsers based on it. */
    void apply(PhoneResetEntity reset, Requester requester) {
        reset.decidedAt = clock.instant();
        administrators.removePhone(reset.realm(), reset.administrator());
        revocation.revokeAll(reset.administrator());
        audit.record(AuditEvent.about(
                Optional.of(reset.administrator()),
                AuditEventType.PHONE_RESET,
                reset.realm(),
                requester,
                naming(reset)));
        mails.reportRemoval(reset.realm(), reset.administrator(), requester);
    }

    void cancel(PhoneResetEntity reset, AuditEvent event) {
        reset.decidedAt = clock.instant();
        audit.record(event);
    }

    boolean cancelByLink(Realm realm, String token, Requester requester) {
        Optional<PhoneResetEntity> found = links.consume(LinkKind.PHONE_RESET, realm.id(), token)
                .flatMap(administrator -> resets.findOpen(administrator.id()));
        found.ifPresent(reset -> cancelByPerson(reset, requester));
        return found.isPresent();
    }

    /** Cancels the reset when misuse is reported from any message, such as the announcement sent to the old number. */
    void cancelReported(@Observes MisuseReported misuse) {
        resets.findOpen(misuse.administrator()).ifPresent(reset -> cancelByPerson(reset, misuse.reporter()));
    }

    private void cancelByPerson(PhoneResetEntity reset, Requester requester) {
        cancel(
                reset,
                AuditEvent.by(
                        reset.administrator(),
                        AuditEventType.PHONE_RESET_CANCELLED,
                        reset.realm(),
                        requester,
                        naming(reset)));
    }

    void record(AuditEvent event) {
        audit.record(event);
    }

    Map<String, String> naming(PhoneResetEntity reset) {
        return Map.of("request", reset.id.toString());
    }
}
