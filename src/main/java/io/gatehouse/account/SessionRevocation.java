package io.gatehouse.account;

import io.gatehouse.audit.AuditEventType;
import io.gatehouse.audit.AuditLog;
import io.gatehouse.caller.Actor;
import io.gatehouse.caller.Actors;
import io.gatehouse.caller.Caller;
import io.gatehouse.caller.Permission;
import io.gatehouse.kernel.id.AdministratorId;
import io.gatehouse.session.Session.SessionId;
import io.gatehouse.session.Sessions;
import io.gatehouse.session.TrustedBrowsers;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Revokes the caller's sessions and trusted browsers; effective at the next request. */
@ApplicationScoped
@Transactional
public class SessionRevocation {
    private final Actors actors;
    private final Sessions sessions;
    private final TrustedBrowsers browsers;
    private final AuditLog audit;

    SessionRevocation(Actors actors, Sessions sessions, TrustedBrowsers browsers, AuditLog audit) {
        this.actors = actors;
        this.sessions = sessions;
        this.browsers = browsers;
        this.audit = audit;
    }

    /** Revokes the caller's session. */
    public void signOut(Caller caller) {
        Actor actor = actors.confirm(caller, Permission.OWN_ACCOUNT);
        sessions.revoke(actor.administrator().id(), actor.session().id());
        audit.record(actor.ownEvent(AuditEventType.SIGNED_OUT, Map.of()));
    }

    /**
     * Revokes the session that a browser had before the caller's new one, of any account of the realm.
     *
     * @param older the previous cookie; ignored if it belongs to no live session or to the new one
     */
    public void replace(Caller caller, String older) {
        Actor actor = actors.confirm(caller, Permission.OWN_ACCOUNT);
        sessions.findByCookie(actor.realm().id(), older)
                .filter(session -> !session.id().equals(actor.session().id()))
                .ifPresent(session -> revoke(actor, session.administrator(), session.id()));
    }

    /** Revokes one of the caller's sessions, or returns false if there is no such live one. */
    public boolean revoke(Caller caller, SessionId id) {
        Actor actor = actors.confirm(caller, Permission.OWN_ACCOUNT);
        return revoke(actor, actor.administrator().id(), id);
    }

    /** Revokes all of the caller's sessions. */
    public void revokeAll(Caller caller) {
        Actor actor = actors.confirm(caller, Permission.OWN_ACCOUNT);
        int count = sessions.revokeAll(actor.administrator().id(), Optional.empty());
        audit.record(actor.ownEvent(AuditEventType.SESSION_REVOKED, Map.of("sessions", Integer.toString(count))));
    }

    /**
     * Revokes the trust in one of the caller's browsers, or in all, or returns false if there was none.
     *
     * @param browser id of the browser; all if empty
     */
    public boolean distrust(Caller caller, Optional<UUID> browser) {
        Actor actor = actors.confirm(caller, Permission.OWN_ACCOUNT);
        AdministratorId owner = actor.administrator().id();
        boolean revoked = browser.map(id -> browsers.revoke(owner, id)).orElseGet(() -> browsers.revokeAll(owner) > 0);
        if (revoked) {
            audit.record(actor.ownEvent(
                    AuditEventType.BROWSER_TRUST_WITHDRAWN,
                    Map.of("browser", browser.map(UUID::toString).orElse("all"))));
        }
        return revoked;
    }

    private boolean revoke(Actor actor, AdministratorId owner, SessionId id) {
        boolean revoked = sessions.revoke(owner, id);
        if (revoked) {
            audit.record(actor.event(AuditEventType.SESSION_REVOKED, owner, Map.of("session", id.toString())));
        }
        return revoked;
    }
}
