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
import java.util.UUID;

/** Revokes sessions and trust in browsers on request, and records by whom; effective at the next request. */
@ApplicationScoped
public class SessionRevocation {
    private final Sessions sessions;
    private final TrustedBrowsers browsers;
    private final AuditLog audit;

    SessionRevocation(Sessions sessions, TrustedBrowsers browsers, AuditLog audit) {
        this.sessions = sessions;
        this.browsers = browsers;
        this.audit = audit;
    }

    /** Signs the session out. */
    @Transactional
    public void signOut(Session session, Requester requester) {
        sessions.revoke(session.administrator(), session.id());
        audit.record(AuditEvent.by(
                session.administrator(), AuditEventType.SIGNED_OUT, session.realm(), requester, Map.of()));
    }

    /**
     * Revokes the session that a browser had before its new one, of any account.
     *
     * @param older the cookie it had; ignored if it is of no live session, or of the new one
     */
    @Transactional
    public void replace(Session newer, String older, Requester requester) {
        sessions.byCookie(newer.realm(), older)
                .filter(session -> !session.id().equals(newer.id()))
                .ifPresent(session -> revoke(newer, session.administrator(), session.id(), requester));
    }

    /** Revokes one session of an account of the actor's realm, or returns false if there is no such live one. */
    @Transactional
    public boolean revoke(Session actor, AdministratorId owner, SessionId id, Requester requester) {
        boolean revoked = sessions.revoke(owner, id);
        if (revoked) {
            record(actor, owner, Map.of("session", id.toString()), requester);
        }
        return revoked;
    }

    /** Revokes all sessions of an account of the actor's realm but the one to keep. */
    @Transactional
    public void revokeAll(Session actor, AdministratorId owner, Optional<SessionId> kept, Requester requester) {
        int count = sessions.revokeAll(owner, kept);
        record(actor, owner, Map.of("sessions", Integer.toString(count)), requester);
    }

    /**
     * Ends the trust in one browser of the caller, or in all, or returns false if there was none.
     *
     * @param browser the one; all if empty
     */
    @Transactional
    public boolean distrust(Session owner, Optional<UUID> browser, Requester requester) {
        boolean withdrawn = browser.map(id -> browsers.revoke(owner.administrator(), id))
                .orElseGet(() -> browsers.revokeAll(owner.administrator()) > 0);
        if (withdrawn) {
            audit.record(AuditEvent.by(
                    owner.administrator(),
                    AuditEventType.BROWSER_TRUST_WITHDRAWN,
                    owner.realm(),
                    requester,
                    Map.of("browser", browser.map(UUID::toString).orElse("all"))));
        }
        return withdrawn;
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
