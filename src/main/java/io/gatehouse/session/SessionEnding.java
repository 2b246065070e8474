package io.gatehouse.session;

import io.gatehouse.audit.AuditEvent;
import io.gatehouse.audit.AuditEventType;
import io.gatehouse.audit.AuditLog;
import io.gatehouse.platform.AdministratorId;
import io.gatehouse.platform.Requester;
import io.gatehouse.platform.SessionId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Map;
import java.util.Optional;

/** Ends sessions at somebody's wish, and keeps who wished it; the end holds at the session's next request. */
@ApplicationScoped
public class SessionEnding {
    private final Sessions sessions;
    private final AuditLog audit;

    SessionEnding(Sessions sessions, AuditLog audit) {
        this.sessions = sessions;
        this.audit = audit;
    }

    /** The person behind the session leaves. */
    @Transactional
    public void signOut(Session session, Requester requester) {
        sessions.revoke(session.administrator(), session.id());
        audit.record(AuditEvent.by(
                session.administrator(), AuditEventType.SIGNED_OUT, session.realm(), requester, Map.of()));
    }

    /** Somebody ends one session of a person of the same realm; whether there was such a live one. */
    @Transactional
    public boolean revoke(Session actor, AdministratorId owner, SessionId id, Requester requester) {
        boolean revoked = sessions.revoke(owner, id);
        if (revoked) {
            record(actor, owner, Map.of("session", id.toString()), requester);
        }
        return revoked;
    }

    /** Somebody ends all sessions of a person of the same realm, but for the one to keep. */
    @Transactional
    public void revokeAll(Session actor, AdministratorId owner, Optional<SessionId> kept, Requester requester) {
        int count = sessions.revokeAll(owner, kept);
        record(actor, owner, Map.of("sessions", Integer.toString(count)), requester);
    }

    private void record(Session actor, AdministratorId owner, Map<String, String> details, Requester requester) {
        audit.record(new AuditEvent(
                AuditEventType.SESSION_REVOKED,
                actor.realm(),
                Optional.of(actor.administrator()),
                Optional.of(owner),
                requester,
                details));
    }
}
