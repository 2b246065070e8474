package io.gatehouse.token;

import io.gatehouse.admin.Administrator;
import io.gatehouse.realm.Realm;
import io.gatehouse.session.SecondFactor;
import io.gatehouse.session.Session;
import io.smallrye.jwt.algorithm.SignatureAlgorithm;
import io.smallrye.jwt.build.Jwt;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Issues access tokens in the profile of RFC 9068, signed with the realm's key. */
@ApplicationScoped
public class AccessTokenIssuer {
    private static final String ACR = "urn:gatehouse:";

    private final SigningKeys keys;
    private final Issuers issuers;
    private final Clock clock;

    AccessTokenIssuer(SigningKeys keys, Issuers issuers, Clock clock) {
        this.keys = keys;
        this.issuers = issuers;
        this.clock = clock;
    }

    /** A token of that session, for here and for the realm's audience; it never outlives the session. */
    public AccessToken issue(Realm realm, Administrator administrator, Session session) {
        Set<String> audience = new LinkedHashSet<>(List.of(issuers.of(realm)));
        realm.settings().audience().ifPresent(audience::add);
        return issue(realm, administrator, session, audience);
    }

    /** A token of that session for the realm's audience alone, which opens nothing here; none without an audience. */
    public Optional<AccessToken> issueForAudience(Realm realm, Administrator administrator, Session session) {
        return realm.settings()
                .audience()
                .filter(audience -> !audience.equals(issuers.of(realm)))
                .map(audience -> issue(realm, administrator, session, Set.of(audience)));
    }

    private AccessToken issue(Realm realm, Administrator administrator, Session session, Set<String> audience) {
        Instant now = clock.instant();
        Duration rest = Duration.between(now, session.expiresAt());
        Duration configured = realm.settings().session().accessToken();
        Duration lifetime = rest.compareTo(configured) < 0 ? rest : configured;
        var claims = Jwt.issuer(issuers.of(realm))
                .subject(administrator.id().toString())
                .audience(audience)
                .issuedAt(now.getEpochSecond())
                .expiresAt(now.plus(lifetime).getEpochSecond())
                .claim("nbf", now.getEpochSecond())
                .claim("jti", UUID.randomUUID().toString())
                .claim("sid", session.id().toString())
                .claim("realm", realm.slug())
                .claim("email", administrator.email().value())
                .groups(session.role().name())
                .claim("auth_time", session.authenticatedAt().getEpochSecond())
                .claim("amr", amr(session))
                .claim("acr", acr(session));
        session.secondFactorAt().ifPresent(at -> claims.claim("mfa_time", at.getEpochSecond()));
        SigningKey key = keys.signing(realm.id());
        String token = claims.jws()
                .header("typ", "at+jwt")
                .keyId(key.kid())
                .algorithm(SignatureAlgorithm.ES256)
                .sign(key.privateKey());
        return new AccessToken(token, lifetime);
    }

    /** Authentication methods by RFC 8176; e-mail is a second channel, no second factor, hence {@code mca}. */
    private static List<String> amr(Session session) {
        return session.secondFactor()
                .map(factor -> switch (factor) {
                    case SMS -> List.of("pwd", "otp", "sms", "mfa");
                    case EMAIL -> List.of("pwd", "otp", "mca");
                    case RECOVERY_CODE -> List.of("pwd", "otp", "mfa");
                })
                .orElse(List.of("pwd"));
    }

    private static String acr(Session session) {
        return ACR
                + session.secondFactor()
                        .map(factor -> factor == SecondFactor.EMAIL ? "mca" : "mfa")
                        .orElse("pwd");
    }
}
