package io.gatehouse.ratelimit;

import io.gatehouse.platform.RealmId;
import io.gatehouse.platform.Requester;
import java.time.Duration;
import java.util.Optional;

/**
 * Slows down the guessing of passwords: per account and network five wrong ones are free, then waits double up to 15
 * minutes; per client address 60 tries a minute; and while many accounts of a realm are being tried, one try per address
 * and 10 seconds. Unknown accounts count like known ones.
 */
public interface PasswordThrottle {
    /**
     * Admits a try and counts it as wrong until {@link #succeeded} says otherwise; or says how long to wait.
     *
     * @param trusted the browser that is trusted for the account: its tries are counted apart from its network's
     */
    Optional<Duration> admit(RealmId realm, String email, Optional<String> trusted, Requester requester);

    /** Forgets the wrong tries of that account from there. */
    void succeeded(RealmId realm, String email, Optional<String> trusted, Requester requester);

    /** Forgets the wrong tries of that account wherever they came from; those of an address stay counted. */
    void forgive(RealmId realm, String email);

    /**
     * Notes a wrong password, in the caller's transaction, and raises the alarm when many accounts are being tried.
     *
     * @return how long the next try has to wait, if it has to
     */
    Optional<Duration> failed(RealmId realm, String email, Optional<String> trusted, Requester requester);
}
