package io.gatehouse.session;

import io.gatehouse.realm.Realm;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Says whether a session is fresh enough for what matters most (RFC 9470): a second factor, or without MFA the password. */
@ApplicationScoped
public class StepUp {
    /** How old the proof may be. */
    public static final Duration MAX_AGE = Duration.ofMinutes(5);

    private final Clock clock;

    StepUp(Clock clock) {
        this.clock = clock;
    }

    /** Whether the session itself has lately proven what the realm asks for; a trusted browser never stands in. */
    public boolean isFresh(Realm realm, Session session) {
        Optional<Instant> provenAt = realm.settings().mfa().enabled()
                ? session.secondFactor().flatMap(factor -> session.secondFactorAt())
                : Optional.of(session.authenticatedAt());
        return provenAt.map(at -> clock.instant().isBefore(at.plus(MAX_AGE))).orElse(false);
    }
}
