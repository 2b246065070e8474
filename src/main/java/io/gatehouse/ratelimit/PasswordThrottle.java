package io.gatehouse.ratelimit;

import io.gatehouse.platform.RealmId;
import io.gatehouse.platform.Requester;
import java.time.Duration;
import java.util.Optional;

/**
 * Slows down the guessing of passwords: per account and network five wrong ones are free, then waits double up to 15
 * minutes; per client address 60 tries a minute. Unknown accounts count like known ones.
 */
public interface PasswordThrottle {

    /**
     * Admits a try and counts it as wrong until {@link #succeeded} says otherwise; or says how long to wait.
     *
     * @param origin where the account's tries are counted: a network, or a trusted browser
     */
    Optional<Duration> admit(RealmId realm, String email, String origin, Requester requester);

    /** Forgets the wrong tries of that account from there. */
    void succeeded(RealmId realm, String email, String origin);
}
