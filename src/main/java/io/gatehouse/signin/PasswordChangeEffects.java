package io.gatehouse.signin;

import io.gatehouse.admin.Administrator;
import io.gatehouse.admin.Administrators;
import io.gatehouse.audit.AuditEventType;
import io.gatehouse.audit.AuditLog;
import io.gatehouse.code.FlowContext;
import io.gatehouse.delivery.MailKind;
import io.gatehouse.delivery.MailOutbox;
import io.gatehouse.platform.Refusal;
import io.gatehouse.platform.Refusal.Reason;
import io.gatehouse.platform.Requester;
import io.gatehouse.realm.Realm;
import io.gatehouse.session.AccessRevocation;
import io.gatehouse.session.Session;
import io.gatehouse.session.Sessions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.Map;

/** What goes with a password changed by who is signed in: all other access ended, this session renewed, its owner told. */
@ApplicationScoped
class PasswordChangeEffects {
    private final Administrators administrators;
    private final AccessRevocation revocation;
    private final Sessions sessions;
    private final MailOutbox outbox;
    private final AuditLog audit;
    private final Clock clock;

    PasswordChangeEffects(
            Administrators administrators,
            AccessRevocation revocation,
            Sessions sessions,
            MailOutbox outbox,
            AuditLog audit,
            Clock clock) {
        this.administrators = administrators;
        this.revocation = revocation;
        this.sessions = sessions;
        this.outbox = outbox;
        this.audit = audit;
        this.clock = clock;
    }

    /** All at once, unless account or session have changed since the current password was compared. */
    @Transactional
    PasswordChangeOutcome changed(
            Realm realm, Session session, Administrator compared, String hash, Requester requester) {
        return administrators
                .findForUpdate(realm.id(), compared.id())
                .filter(person -> person.canSignIn() && person.credential().equals(compared.credential()))
                .flatMap(person -> sessions.rotate(session.id()).<PasswordChangeOutcome>map(opened -> {
                    var context = new FlowContext(realm, person, requester);
                    administrators.changePasswordHash(realm.id(), person.id(), hash);
                    revocation.revokeOthers(person.id(), session.id());
                    audit.record(context.event(AuditEventType.PASSWORD_CHANGED, Map.of("by", "ACCOUNT")));
                    outbox.post(context.mail(MailKind.PASSWORD_CHANGED, Map.of(), clock.instant()));
                    return new PasswordChangeOutcome.Changed(person, opened);
                }))
                .orElseGet(() -> new PasswordChangeOutcome.Refused(Refusal.of(Reason.FLOW_EXPIRED)));
    }
}
