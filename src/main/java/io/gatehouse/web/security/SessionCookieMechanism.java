package io.gatehouse.web.security;

import io.gatehouse.http.RealmCookies;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.AuthenticationRequest;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Authenticates requests for a realm's pages by that realm's session cookie. Each resource method declares its
 * authorization.
 */
@ApplicationScoped
class SessionCookieMechanism implements HttpAuthenticationMechanism {
    private static final Pattern REALM_PAGE = Pattern.compile("/realms/([a-z0-9-]{1,63})/.*");

    private final RealmCookies cookies;

    SessionCookieMechanism(RealmCookies cookies) {
        this.cookies = cookies;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(RoutingContext routing, IdentityProviderManager providers) {
        return request(routing)
                .map(request -> providers
                        .authenticate(request)
                        // Without an active session the request is anonymous, and may still read public pages.
                        .onFailure(AuthenticationFailedException.class)
                        .recoverWithNull())
                .orElseGet(() -> Uni.createFrom().nullItem());
    }

    /** Returns no challenge: a page that requires a session redirects to the sign-in page itself. */
    @Override
    public Uni<ChallengeData> getChallenge(RoutingContext routing) {
        return Uni.createFrom().nullItem();
    }

    @Override
    public Set<Class<? extends AuthenticationRequest>> getCredentialTypes() {
        return Set.of(SessionCookieRequest.class);
    }

    private Optional<SessionCookieRequest> request(RoutingContext routing) {
        Matcher page = REALM_PAGE.matcher(routing.normalizedPath());
        if (!page.matches()) {
            return Optional.empty();
        }
        String realm = page.group(1);
        return cookies.read(routing.request(), RealmCookies.Kind.SESSION, realm)
                .map(cookie -> new SessionCookieRequest(realm, cookie));
    }
}
