package io.gatehouse.api.signin;

import io.gatehouse.session.Session;
import io.gatehouse.session.Session.SessionKind;
import io.gatehouse.session.Sessions.OpenedSession;
import io.gatehouse.token.AccessTokenIssuer.AccessToken;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

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
                Optional.of(opened.secret()).filter(secret -> opened.session().kind() != SessionKind.SAME_SITE_API),
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
