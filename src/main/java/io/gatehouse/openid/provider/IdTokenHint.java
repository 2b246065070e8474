package io.gatehouse.openid.provider;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jwt.JWT;
import com.nimbusds.jwt.JWTClaimsSet;
import io.gatehouse.kernel.id.AdministratorId;
import io.gatehouse.realm.Realm;
import io.gatehouse.session.Session.SessionId;
import io.gatehouse.token.RealmJwts;
import java.util.Optional;
import java.util.UUID;

/** An ID token that a client presents again; it may have expired. */
public record IdTokenHint(String clientId, String subject, SessionId session) {

    /** Returns the hint, or empty if the token is not an ID token that the realm has signed. */
    public static Optional<IdTokenHint> of(Realm realm, JWT token, RealmJwts jwts, ProviderUrls urls) {
        return jwts.verify(realm.id(), JOSEObjectType.JWT, token)
                .filter(claims -> urls.issuer(realm).getValue().equals(claims.getIssuer()))
                .filter(claims -> claims.getAudience().size() == 1 && claims.getSubject() != null)
                .flatMap(claims -> session(claims)
                        .map(session -> new IdTokenHint(claims.getAudience().get(0), claims.getSubject(), session)));
    }

    /** Returns the administrator that the token identifies. */
    public AdministratorId administrator() {
        return new AdministratorId(UUID.fromString(subject));
    }

    private static Optional<SessionId> session(JWTClaimsSet claims) {
        return claims.getClaim("sid") instanceof String sid
                ? Optional.of(new SessionId(UUID.fromString(sid)))
                : Optional.empty();
    }
}
