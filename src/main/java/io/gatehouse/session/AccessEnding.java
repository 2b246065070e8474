package io.gatehouse.session;

import io.gatehouse.link.Links;
import io.gatehouse.platform.AdministratorId;
import io.gatehouse.platform.SessionId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.util.Optional;

/** Ends everything that opens an account without its password: sessions, trusted browsers and links. */
@ApplicationScoped
public class AccessEnding {
    private final Sessions sessions;
    private final TrustedBrowsers browsers;
    private final Links links;

    AccessEnding(Sessions sessions, TrustedBrowsers browsers, Links links) {
        this.sessions = sessions;
        this.browsers = browsers;
        this.links = links;
    }

    /** Ends sessions and trusted browsers, in the caller's transaction; mailed links stay good. */
    @Transactional(TxType.MANDATORY)
    public void endSessions(AdministratorId person) {
        sessions.revokeAll(person, Optional.empty());
        browsers.revokeAll(person);
    }

    /** Ends it all but that session, in the caller's transaction. */
    @Transactional(TxType.MANDATORY)
    public void endOthers(AdministratorId person, SessionId kept) {
        sessions.revokeAll(person, Optional.of(kept));
        browsers.revokeAll(person);
        links.killAll(person);
    }

    /** Ends it all, in the caller's transaction; effective at the next request. */
    @Transactional(TxType.MANDATORY)
    public void endAll(AdministratorId person) {
        endSessions(person);
        links.killAll(person);
    }
}
