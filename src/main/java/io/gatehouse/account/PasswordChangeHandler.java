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
import io.gatehouse.session.OpenedSession;
import io.gatehouse.session.Sessions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.Map;

/** What goes with a password changed by who is signed in: all other access ended, this session renewed, its owner told. */
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

    /** Stores the hash with all that follows, unless account or session have changed since the current one was compared. */
    @Transactional
    PasswordChangeOutcome changed(Caller caller, Administrator compared, String hash) {
        Actor actor = actors.confirm(caller, Permission.OWN_ACCOUNT_FRESH);
        Administrator person = actor.administrator();
        if (!person.credential().equals(compared.credential())) {
            return new PasswordChangeOutcome.Refused(Refusal.of(Reason.FLOW_EXPIRED));
        }
        OpenedSession opened = sessions.rotateSecret(actor.session().id()).orElseThrow();
        administrators.changePasswordHash(actor.realm().id(), person.id(), hash);
        revocation.revokeOthers(person.id(), actor.session().id());
        audit.record(actor.ownEvent(AuditEventType.PASSWORD_CHANGED, Map.of("by", "ACCOUNT")));
        outbox.post(new FlowContext(actor.realm(), person, actor.requester())
                .mail(MailKind.PASSWORD_CHANGED, Map.of(), clock.instant()));
        return new PasswordChangeOutcome.Changed(person, opened);
    }
}
