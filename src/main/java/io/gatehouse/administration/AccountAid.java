package io.gatehouse.administration;

import io.gatehouse.admin.Administrator;
import io.gatehouse.admin.Administrators;
import io.gatehouse.audit.AuditEventType;
import io.gatehouse.audit.AuditLog;
import io.gatehouse.code.CodeGuard;
import io.gatehouse.platform.AdministratorId;
import io.gatehouse.ratelimit.PasswordThrottle;
import io.gatehouse.session.Sessions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Map;
import java.util.Optional;

/** What Operators can do for a person. */
@ApplicationScoped
@Transactional
public class AccountAid {
    private final Administrators administrators;
    private final CodeGuard guard;
    private final PasswordThrottle throttle;
    private final Sessions sessions;
    private final AuditLog audit;

    AccountAid(
            Administrators administrators,
            CodeGuard guard,
            PasswordThrottle throttle,
            Sessions sessions,
            AuditLog audit) {
        this.administrators = administrators;
        this.guard = guard;
        this.throttle = throttle;
        this.sessions = sessions;
        this.audit = audit;
    }

    /** Lifts the locks of the person's codes, and the wait after wrong passwords. */
    public Account unlock(Actor actor, AdministratorId id) {
        Administrator person = hold(actor, id);
        guard.clearAll(id);
        throttle.reset(person.realm(), person.email().value());
        audit.record(actor.event(AuditEventType.ADMINISTRATOR_UNLOCKED, id, Map.of()));
        return new Account(person, Optional.empty());
    }

    /** Ends all sessions of the person. */
    public void revokeSessions(Actor actor, AdministratorId id) {
        hold(actor, id);
        int count = sessions.revokeAll(id, Optional.empty());
        audit.record(actor.event(AuditEventType.SESSION_REVOKED, id, Map.of("sessions", Integer.toString(count))));
    }

    private Administrator hold(Actor actor, AdministratorId id) {
        return administrators.findForUpdate(actor.realm(), id).orElseThrow(Accounts::unknown);
    }
}
