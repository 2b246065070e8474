package io.gatehouse.session;

import io.gatehouse.realm.Realm;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Checks whether a session has recently verified the second factor, or without MFA the password (RFC 9470). */
@ApplicationScoped
public class StepUp {
    /** The maximum age of the verification. */
    public static final Duration MAX_AGE = Duration.ofMinutes(5);

    private final Clock clock;

    StepUp(Clock clock) {
        this.clock = clock;
    }

    /** Returns whether the session's own verification is recent; that of a trusted browser does not count. */
    public boolean isFresh(Realm realm, Session session) {
        Optional<Instant> provenAt = realm.settings().mfa().enabled()
                ? session.secondFactor().flatMap(factor -> session.secondFactorAt())
                : Optional.of(session.authenticatedAt());
        return provenAt.map(at -> clock.instant().isBefore(at.plus(MAX_AGE))).orElse(false);
    }
}
