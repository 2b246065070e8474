package io.gatehouse.ratelimit;

import io.gatehouse.kernel.Requester;
import io.gatehouse.kernel.id.RealmId;
import java.time.Duration;
import java.util.Optional;

/**
 * Slows down the guessing of passwords: per account and network five wrong ones are free, then waits double up to 15
 * minutes; per client address 60 tries a minute; and while many accounts of a realm are being tried, one try per address
 * and 10 seconds. Unknown accounts count like known ones.
 */
public interface PasswordThrottle {
    /**
     * Counts a try as wrong until {@link #succeeded} is called, unless it has to wait, and returns how long; empty if the
     * password may be compared.
     *
     * @param trusted the browser that is trusted for the account; its tries are counted apart from its network's
     */
    Optional<Duration> tryAcquire(RealmId realm, String email, Optional<String> trusted, Requester requester);

    /** Clears the wrong tries of that account from that network or trusted browser. */
    void succeeded(RealmId realm, String email, Optional<String> trusted, Requester requester);

    /** Clears the wrong tries of that account from all networks; those of a client address stay counted. */
    void reset(RealmId realm, String email);

    /**
     * Records a wrong password, in the caller's transaction, and raises the alarm when many accounts are being tried.
     *
     * @return how long the next try has to wait, if it has to
     */
    Optional<Duration> failed(RealmId realm, String email, Optional<String> trusted, Requester requester);
}
