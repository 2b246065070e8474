package io.gatehouse.token;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.kernel.PublicUrls;
import io.gatehouse.realm.Realm;
import io.gatehouse.servicetoken.ServiceToken;
import io.gatehouse.session.Session;
import io.gatehouse.token.SigningKeys.SigningKey;
import io.smallrye.jwt.algorithm.SignatureAlgorithm;
import io.smallrye.jwt.build.Jwt;
import io.smallrye.jwt.build.JwtClaimsBuilder;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Issues access tokens (RFC 9068), signed with the realm's key. */
@ApplicationScoped
public class AccessTokenIssuer {
    /** A signed access token and its lifetime. */
    public record AccessToken(String value, Duration lifetime) {

        /** Returns a text without the token. */
        @Override
        public String toString() {
            return "AccessToken[" + lifetime + "]";
        }
    }

    /** The claim that contains the id of a service token (RFC 9068, section 2.2). */
    public static final String CLIENT_ID = "client_id";

    private final SigningKeys keys;
    private final PublicUrls urls;
    private final Clock clock;

    AccessTokenIssuer(SigningKeys keys, PublicUrls urls, Clock clock) {
        this.keys = keys;
        this.urls = urls;
        this.clock = clock;
    }

    /**
     * Returns a token of the session for Gatehouse and the realm's audience; it expires with the session at the latest.
     */
    public AccessToken issue(Realm realm, Administrator administrator, Session session) {
        return issue(realm, administrator, session, audience(realm));
    }

    /** Returns a token of the session for the realm's audience only, or empty if the realm has none. */
    public Optional<AccessToken> issueForAudience(Realm realm, Administrator administrator, Session session) {
        return realm.settings()
                .audience()
                .filter(audience -> !audience.equals(urls.realm(realm.slug())))
                .map(audience -> issue(realm, administrator, session, Set.of(audience)));
    }

    /** Returns a token for a service token, without session and authentication methods. */
    public AccessToken issue(Realm realm, ServiceToken serviceToken) {
        Instant now = clock.instant();
        Duration lifetime = lifetime(realm, now, serviceToken.expiresAt());
        var claims = claims(realm, serviceToken.id().toString(), audience(realm), now, lifetime)
                .claim(CLIENT_ID, serviceToken.id().toString())
                .groups(serviceToken.role().name())
                .claim("amr", List.of());
        return sign(realm, claims, lifetime);
    }

    private AccessToken issue(Realm realm, Administrator administrator, Session session, Set<String> audience) {
        Instant now = clock.instant();
        Duration lifetime = lifetime(realm, now, session.expiresAt());
        var claims = claims(realm, administrator.id().toString(), audience, now, lifetime)
                .claim("sid", session.id().toString())
                .claim("email", administrator.email().value())
                .groups(session.role().name())
                .claim("auth_time", session.authenticatedAt().getEpochSecond())
                .claim("amr", amr(session))
                .claim("acr", Acr.of(session).urn());
        session.secondFactorAt().ifPresent(at -> claims.claim("mfa_time", at.getEpochSecond()));
        return sign(realm, claims, lifetime);
    }

    private Set<String> audience(Realm realm) {
        Set<String> audience = new LinkedHashSet<>(List.of(urls.realm(realm.slug())));
        realm.settings().audience().ifPresent(audience::add);
        return audience;
    }

    private static Duration lifetime(Realm realm, Instant now, Instant end) {
        Duration rest = Duration.between(now, end);
        Duration configured = realm.settings().session().accessToken();
        return rest.compareTo(configured) < 0 ? rest : configured;
    }

    private JwtClaimsBuilder claims(Realm realm, String subject, Set<String> audience, Instant now, Duration lifetime) {
        return Jwt.issuer(urls.realm(realm.slug()))
                .subject(subject)
                .audience(audience)
                .issuedAt(now.getEpochSecond())
                .expiresAt(now.plus(lifetime).getEpochSecond())
                .claim("nbf", now.getEpochSecond())
                .claim("jti", UUID.randomUUID().toString())
                .claim("realm", realm.slug());
    }

    private AccessToken sign(Realm realm, JwtClaimsBuilder claims, Duration lifetime) {
        SigningKey key = keys.findSigning(realm.id(), SigningAlgorithm.ES256);
        String token = claims.jws()
                .header("typ", "at+jwt")
                .keyId(key.kid())
                .algorithm(SignatureAlgorithm.ES256)
                .sign(key.privateKey());
        return new AccessToken(token, lifetime);
    }

    /**
     * Returns the authentication methods (RFC 8176); e-mail is a second channel, not a second factor, so it is
     * {@code mca}.
     */
    public static List<String> amr(Session session) {
        List<String> methods = new ArrayList<>();
        if (!session.withoutPassword()) {
            methods.add("pwd");
        }
        session.secondFactor()
                .map(factor -> switch (factor) {
                    case SMS -> List.of("otp", "sms", "mfa");
                    case EMAIL -> List.of("otp", "mca");
                    case RECOVERY_CODE, TOTP -> List.of("otp", "mfa");
                    case PASSKEY -> List.of("hwk", "user", "mfa");
                    case SYNCED_PASSKEY -> List.of("swk", "user", "mfa");
                })
                .ifPresent(methods::addAll);
        return methods;
    }
}
