package io.gatehouse.web.security;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.administrator.Administrators;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.Realms;
import io.gatehouse.session.Sessions;
import io.gatehouse.web.layout.SignedIn;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.IdentityProvider;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** Identifies the caller by the session cookie; loads session and account for every request. */
@ApplicationScoped
class SessionCookieIdentities implements IdentityProvider<SessionCookieRequest> {
    private final Realms realms;
    private final Sessions sessions;
    private final Administrators administrators;

    SessionCookieIdentities(Realms realms, Sessions sessions, Administrators administrators) {
        this.realms = realms;
        this.sessions = sessions;
        this.administrators = administrators;
    }

    @Override
    public Class<SessionCookieRequest> getRequestType() {
        return SessionCookieRequest.class;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(SessionCookieRequest request, AuthenticationRequestContext context) {
        return context.runBlocking(() -> realms.find(request.realm())
                .flatMap(realm -> signedIn(realm, request.cookie()))
                .map(SessionCookieIdentities::identity)
                .orElse(null));
    }

    /** Returns the caller of an active session, or empty if there is none for this cookie. */
    Optional<SignedIn> signedIn(Realm realm, String cookie) {
        return sessions.findByCookie(realm.id(), cookie)
                .flatMap(session -> administrators
                        .find(realm.id(), session.administrator())
                        .filter(Administrator::canSignIn)
                        .map(administrator -> new SignedIn(realm, session, administrator)));
    }

    private static SecurityIdentity identity(SignedIn caller) {
        return QuarkusSecurityIdentity.builder()
                .setPrincipal(new QuarkusPrincipal(caller.administrator().id().toString()))
                .addRole(caller.administrator().role().name())
                .addAttribute(SignedIn.ATTRIBUTE, caller)
                .build();
    }
}
