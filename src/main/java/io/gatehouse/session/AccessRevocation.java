package io.gatehouse.session;

import io.gatehouse.kernel.id.AdministratorId;
import io.gatehouse.link.Links;
import io.gatehouse.session.Session.SessionId;
import io.gatehouse.session.Sessions.OpenedSession;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.util.Optional;

/** Revokes sessions, trusted browsers and mailed links of an account. */
@ApplicationScoped
public class AccessRevocation {
    private final Sessions sessions;
    private final TrustedBrowsers browsers;
    private final Links links;

    AccessRevocation(Sessions sessions, TrustedBrowsers browsers, Links links) {
        this.sessions = sessions;
        this.browsers = browsers;
        this.links = links;
    }

    /** Revokes sessions and trusted browsers, in the caller's transaction; mailed links stay valid. */
    @Transactional(TxType.MANDATORY)
    public void revokeSessions(AdministratorId administrator) {
        sessions.revokeAll(administrator, Optional.empty());
        browsers.revokeAll(administrator);
    }

    /** Revokes all access except that live session, in the caller's transaction, and returns it with a new secret. */
    @Transactional(TxType.MANDATORY)
    public OpenedSession revokeOthers(AdministratorId administrator, SessionId kept) {
        OpenedSession renewed = sessions.rotateSecret(kept).orElseThrow();
        sessions.revokeAll(administrator, Optional.of(kept));
        browsers.revokeAll(administrator);
        links.consumeAll(administrator);
        return renewed;
    }

    /** Revokes all access, in the caller's transaction; effective at the next request. */
    @Transactional(TxType.MANDATORY)
    public void revokeAll(AdministratorId administrator) {
        revokeSessions(administrator);
        links.consumeAll(administrator);
    }
}
