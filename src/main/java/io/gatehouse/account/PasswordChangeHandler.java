package io.gatehouse.account;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.administrator.Administrators;
import io.gatehouse.audit.AuditEventType;
import io.gatehouse.audit.AuditLog;
import io.gatehouse.caller.Actor;
import io.gatehouse.caller.Actors;
import io.gatehouse.caller.Caller;
import io.gatehouse.caller.Permission;
import io.gatehouse.delivery.message.MailKind;
import io.gatehouse.delivery.outbox.MailOutbox;
import io.gatehouse.kernel.Refusal;
import io.gatehouse.kernel.Refusal.Reason;
import io.gatehouse.otp.FlowContext;
import io.gatehouse.session.AccessRevocation;
import io.gatehouse.session.Sessions;
import io.gatehouse.session.Sessions.OpenedSession;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.Map;

/** Stores the caller's new password: revokes all other access, gives the session new secrets, audits and notifies. */
@ApplicationScoped
class PasswordChangeHandler {
    private final Actors actors;
    private final Administrators administrators;
    private final AccessRevocation revocation;
    private final Sessions sessions;
    private final MailOutbox outbox;
    private final AuditLog audit;
    private final Clock clock;

    PasswordChangeHandler(
            Actors actors,
            Administrators administrators,
            AccessRevocation revocation,
            Sessions sessions,
            MailOutbox outbox,
            AuditLog audit,
            Clock clock) {
        this.actors = actors;
        this.administrators = administrators;
        this.revocation = revocation;
        this.sessions = sessions;
        this.outbox = outbox;
        this.audit = audit;
        this.clock = clock;
    }

    /** Stores the hash, unless account or session have changed since the current password was verified. */
    @Transactional
    PasswordChangeOutcome changed(Caller caller, Administrator verified, String hash) {
        Actor actor = actors.confirm(caller, Permission.OWN_ACCOUNT_FRESH);
        Administrator administrator = actor.administrator();
        if (!administrator.credential().equals(verified.credential())) {
            return new PasswordChangeOutcome.Refused(Refusal.of(Reason.FLOW_EXPIRED));
        }
        OpenedSession opened = sessions.rotateSecret(actor.session().id()).orElseThrow();
        administrators.changePasswordHash(actor.realm().id(), administrator.id(), hash);
        revocation.revokeOthers(administrator.id(), actor.session().id());
        audit.record(actor.ownEvent(AuditEventType.PASSWORD_CHANGED, Map.of("by", "ACCOUNT")));
        outbox.post(new FlowContext(actor.realm(), administrator, actor.requester())
                .mail(MailKind.PASSWORD_CHANGED, Map.of(), clock.instant()));
        return new PasswordChangeOutcome.Changed(administrator, opened);
    }
}
