package io.gatehouse.session;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.kernel.NotPermittedException;
import io.gatehouse.kernel.NotPermittedException.Reason;
import io.gatehouse.realm.Realm;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Checks whether a session has recently verified the second factor, or without MFA the password (RFC 9470). For an hour after a
 * sign-in has enrolled a number no verification counts, in any session, if the account had used a second factor before: anybody who
 * knows password and mailbox could have enrolled it.
 */
@ApplicationScoped
public class StepUp {
    /** The maximum age of the verification. */
    public static final Duration MAX_AGE = Duration.ofMinutes(5);

    private final Clock clock;

    StepUp(Clock clock) {
        this.clock = clock;
    }

    /**
     * Requires a recent verification.
     *
     * @param administrator the account of the session
     * @throws NotPermittedException if there is none, or the account cannot step up at the moment
     */
    public void require(Realm realm, Administrator administrator, Session session) {
        requirePossible(administrator);
        if (!isFresh(realm, session)) {
            throw new NotPermittedException(Reason.STEP_UP_REQUIRED);
        }
    }

    /**
     * Requires that the account can step up.
     *
     * @throws NotPermittedException if it cannot at the moment
     */
    public void requirePossible(Administrator administrator) {
        refusedUntil(administrator).ifPresent(until -> {
            throw NotPermittedException.enrollmentTooRecent(until);
        });
    }

    /** Returns whether the account can step up, and the session has a recent verification. */
    public boolean isGiven(Realm realm, Administrator administrator, Session session) {
        return refusedUntil(administrator).isEmpty() && isFresh(realm, session);
    }

    /** Returns until when the account cannot step up, because it has enrolled a number, or empty if it can. */
    public Optional<Instant> refusedUntil(Administrator administrator) {
        return administrator.history().stepUpFrom().filter(clock.instant()::isBefore);
    }

    /**
     * Returns whether the session's own verification is recent and as strong as the role requires; that of a trusted browser
     * does not count.
     */
    public boolean isFresh(Realm realm, Session session) {
        Optional<Instant> provenAt = realm.settings().mfa().enabled()
                ? session.secondFactor()
                        .filter(factor ->
                                factor.strength().meets(realm.settings().mfa().minimumOf(session.role())))
                        .flatMap(factor -> session.secondFactorAt())
                : Optional.of(session.authenticatedAt());
        return provenAt.map(at -> clock.instant().isBefore(at.plus(MAX_AGE))).orElse(false);
    }
}
