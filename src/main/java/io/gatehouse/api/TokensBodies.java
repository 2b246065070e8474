package io.gatehouse.api;

import io.gatehouse.admin.Administrator;
import io.gatehouse.realm.Realm;
import io.gatehouse.session.OpenedSession;
import io.gatehouse.token.AccessTokenIssuer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;

/** Issues the tokens of a session for an answer. */
@ApplicationScoped
class TokensBodies {
    private final AccessTokenIssuer issuer;
    private final Clock clock;

    TokensBodies(AccessTokenIssuer issuer, Clock clock) {
        this.issuer = issuer;
        this.clock = clock;
    }

    TokensBody of(Realm realm, Administrator administrator, OpenedSession opened) {
        return TokensBody.of(issuer.issue(realm, administrator, opened.session()), opened, clock.instant());
    }
}
