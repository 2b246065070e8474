package io.gatehouse.ratelimit;

import io.gatehouse.kernel.Requester;
import io.gatehouse.kernel.id.RealmId;
import java.time.Duration;
import java.util.Optional;

/**
 * Limits password guessing: after five wrong passwords per account and network, the wait doubles up to 15 minutes; per
 * client address 60 attempts a minute are allowed, and during a password spray on a realm one attempt per address every
 * 10 seconds. Unknown accounts count like known ones.
 */
public interface PasswordThrottle {
    /**
     * Returns the remaining wait, or empty if the password may be compared; the attempt then counts as wrong until
     * {@link #recordSuccess} is called.
     *
     * @param trusted id of the browser that is trusted for the account; its attempts are counted separately from its
     *     network's
     */
    Optional<Duration> tryAcquire(RealmId realm, String email, Optional<String> trusted, Requester requester);

    /** Clears the wrong attempts of that account from that network or trusted browser. */
    void recordSuccess(RealmId realm, String email, Optional<String> trusted, Requester requester);

    /** Clears the wrong attempts of that account from all networks, but not those of a client address. */
    void reset(RealmId realm, String email);

    /**
     * Records a wrong password and raises an alarm, in the caller's transaction, if a password spray begins.
     *
     * @return the wait before the next attempt, or empty if there is none
     */
    Optional<Duration> recordFailure(RealmId realm, String email, Optional<String> trusted, Requester requester);
}
