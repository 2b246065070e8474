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

/** Ends sessions and trust at somebody's wish, and keeps who wished it; the end holds at the next request. */
@ApplicationScoped
public class SessionEnding {
    private final Sessions sessions;
    private final TrustedBrowsers browsers;
    private final AuditLog audit;

    SessionEnding(Sessions sessions, TrustedBrowsers browsers, AuditLog audit) {
        this.sessions = sessions;
        this.browsers = browsers;
        this.audit = audit;
    }

    /** The person behind the session leaves. */
    @Transactional
    public void signOut(Session session, Requester requester) {
        sessions.revoke(session.administrator(), session.id());
        audit.record(AuditEvent.by(
                session.administrator(), AuditEventType.SIGNED_OUT, session.realm(), requester, Map.of()));
    }

    /**
     * A browser's new session takes the place of the one it had, whoever's that was.
     *
     * @param older the cookie it had; one of no live session, or of the same, is nothing
     */
    @Transactional
    public void replace(Session newer, String older, Requester requester) {
        sessions.byCookie(newer.realm(), older)
                .filter(session -> !session.id().equals(newer.id()))
                .ifPresent(session -> revoke(newer, session.administrator(), session.id(), requester));
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

    /**
     * The person behind the session withdraws the trust in one browser, or in all; whether there was any.
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
