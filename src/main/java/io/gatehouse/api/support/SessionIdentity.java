package io.gatehouse.api.support;

import io.gatehouse.realm.Role;
import io.gatehouse.servicetoken.ServiceToken;
import io.gatehouse.servicetoken.ServiceTokens;
import io.gatehouse.session.Session;
import io.gatehouse.session.Session.SessionId;
import io.gatehouse.session.Sessions;
import io.gatehouse.token.AccessTokenIssuer;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.SecurityIdentityAugmentor;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.jwt.JsonWebToken;

/**
 * Accepts a verified access token only while its session ({@code sid}) or service token ({@code client_id}) is active,
 * and takes the role from there.
 */
@ApplicationScoped
class SessionIdentity implements SecurityIdentityAugmentor {
    static final String SESSION = "gatehouse.session";
    static final String SERVICE_TOKEN = "gatehouse.service-token";

    private final Sessions sessions;
    private final ServiceTokens serviceTokens;

    SessionIdentity(Sessions sessions, ServiceTokens serviceTokens) {
        this.sessions = sessions;
        this.serviceTokens = serviceTokens;
    }

    @Override
    public Uni<SecurityIdentity> augment(SecurityIdentity identity, AuthenticationRequestContext context) {
        return identity.getPrincipal() instanceof JsonWebToken token
                ? context.runBlocking(() -> resolve(token))
                : Uni.createFrom().item(identity);
    }

    private SecurityIdentity resolve(JsonWebToken token) {
        return token.containsClaim(AccessTokenIssuer.CLIENT_ID) ? automation(token) : administrator(token);
    }

    private SecurityIdentity administrator(JsonWebToken token) {
        Session session = id(token, "sid")
                .map(SessionId::new)
                .flatMap(sessions::findById)
                .filter(live -> live.administrator().toString().equals(token.getSubject()))
                .orElseThrow(() -> new AuthenticationFailedException("No live session"));
        return identity(token, session.role(), SESSION, session);
    }

    private SecurityIdentity automation(JsonWebToken token) {
        ServiceToken serviceToken = id(token, AccessTokenIssuer.CLIENT_ID)
                .flatMap(serviceTokens::find)
                .orElseThrow(() -> new AuthenticationFailedException("No live service token"));
        return identity(token, serviceToken.role(), SERVICE_TOKEN, serviceToken);
    }

    private static SecurityIdentity identity(JsonWebToken token, Role role, String attribute, Object subject) {
        return QuarkusSecurityIdentity.builder()
                .setPrincipal(token)
                .addRole(role.name())
                .addAttribute(attribute, subject)
                .build();
    }

    private static Optional<UUID> id(JsonWebToken token, String claim) {
        return token.<String>claim(claim).map(UUID::fromString);
    }
}
