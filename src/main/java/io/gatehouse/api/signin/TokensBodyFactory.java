package io.gatehouse.api.signin;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.realm.Realm;
import io.gatehouse.servicetoken.ServiceToken;
import io.gatehouse.session.Session;
import io.gatehouse.session.Session.SessionKind;
import io.gatehouse.session.Sessions.OpenedSession;
import io.gatehouse.token.AccessTokenIssuer;
import io.gatehouse.token.AccessTokenIssuer.AccessToken;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestResponse;

/** Creates the token responses of a session. */
@ApplicationScoped
public class TokensBodyFactory {
    private final AccessTokenIssuer issuer;
    private final RefreshCookie cookie;
    private final Clock clock;

    TokensBodyFactory(AccessTokenIssuer issuer, RefreshCookie cookie, Clock clock) {
        this.issuer = issuer;
        this.cookie = cookie;
        this.clock = clock;
    }

    public TokensBody of(Realm realm, Administrator administrator, OpenedSession opened) {
        return TokensBody.of(issuer.issue(realm, administrator, opened.session()), opened, clock.instant());
    }

    /** Returns the tokens, with the refresh token in a cookie if the session uses one. */
    public RestResponse<TokensResponse> response(Realm realm, Administrator administrator, OpenedSession opened) {
        var response = RestResponse.ResponseBuilder.ok(new TokensResponse(of(realm, administrator, opened)));
        cookie.of(realm, opened).ifPresent(response::cookie);
        return response.build();
    }

    public TokensBody of(Realm realm, ServiceToken token) {
        AccessToken issued = issuer.issue(realm, token);
        return new TokensBody(
                "Bearer", issued.value(), issued.lifetime().toSeconds(), Optional.empty(), Optional.empty());
    }

    /** Tokens; durations in seconds, as in RFC 6749, section 5.1. */
    record TokensBody(
            String tokenType,
            String accessToken,
            long expiresIn,
            Optional<String> refreshToken,
            Optional<Long> refreshExpiresIn) {

        static TokensBody of(AccessToken accessToken, OpenedSession opened, Instant now) {
            return new TokensBody(
                    "Bearer",
                    accessToken.value(),
                    accessToken.lifetime().toSeconds(),
                    Optional.of(opened.secret())
                            .filter(secret -> opened.session().kind() != SessionKind.SAME_SITE_API),
                    Optional.of(Math.round(rest(opened.session(), now).toMillis() / 1000.0)));
        }

        /** Returns the smaller of the remaining idle and absolute lifetimes. */
        private static Duration rest(Session session, Instant now) {
            Instant end = session.idleUntil().isBefore(session.expiresAt()) ? session.idleUntil() : session.expiresAt();
            return Duration.between(now, end);
        }

        /** Omits the tokens. */
        @Override
        public String toString() {
            return "TokensBody";
        }
    }

    /** New tokens. */
    public record TokensResponse(TokensBody tokens) {}
}
