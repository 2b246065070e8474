package io.gatehouse.api;

import io.gatehouse.platform.SessionId;
import io.gatehouse.session.Session;
import io.gatehouse.session.Sessions;
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

/** Accepts a verified access token only while the session behind its {@code sid} lives, and takes the role from there. */
@ApplicationScoped
class SessionIdentity implements SecurityIdentityAugmentor {
    static final String SESSION = "gatehouse.session";

    private final Sessions sessions;

    SessionIdentity(Sessions sessions) {
        this.sessions = sessions;
    }

    @Override
    public Uni<SecurityIdentity> augment(SecurityIdentity identity, AuthenticationRequestContext context) {
        return identity.getPrincipal() instanceof JsonWebToken token
                ? context.runBlocking(() -> behind(token))
                : Uni.createFrom().item(identity);
    }

    private SecurityIdentity behind(JsonWebToken token) {
        Session session = sid(token)
                .flatMap(sessions::byId)
                .filter(live -> live.administrator().toString().equals(token.getSubject()))
                .orElseThrow(() -> new AuthenticationFailedException("No live session"));
        return QuarkusSecurityIdentity.builder()
                .setPrincipal(token)
                .addRole(session.role().name())
                .addAttribute(SESSION, session)
                .build();
    }

    private static Optional<SessionId> sid(JsonWebToken token) {
        return token.<String>claim("sid").map(UUID::fromString).map(SessionId::new);
    }
}
