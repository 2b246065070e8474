package io.gatehouse.ratelimit;

import io.gatehouse.kernel.Requester;
import io.gatehouse.kernel.id.RealmId;
import java.time.Duration;
import java.util.Optional;

/**
 * Limits password guessing: after five wrong passwords per account and network, the wait doubles up to 15 minutes; per
 * client address 60 attempts a minute are allowed, and during a password spray on a realm one attempt per address every
 * 10 seconds. From the 100th wrong password of an account in a row on, only recognised clients may enter one. Unknown
 * accounts count like known ones. {@link PasswordAttempts} adds what must outlast a loss of these counts.
 */
interface PasswordThrottle {
    /**
     * What is counted.
     *
     * @param email as entered, or an account's address
     * @param recognized what identifies a client that is trusted, admitted or signed in; it is counted apart from its
     *     network, and strangers cannot use up its attempts
     * @param failures the recorded wrong passwords in a row
     */
    record Counted(RealmId realm, String email, Optional<String> recognized, Requester requester, int failures) {}

    /**
     * Why a password is not compared.
     *
     * @param duration until the next attempt; zero if no time is set
     * @param exhausted whether the account has reached the limit of wrong passwords in a row
     */
    record Wait(Duration duration, boolean exhausted) {}

    /**
     * Returns why to wait, or empty if the password may be compared; the attempt then counts as wrong until
     * {@link #recordSuccess} or {@link #release} is called.
     */
    Optional<Wait> tryAcquire(Counted attempt);

    /** Reverses an attempt whose password was not compared after all, except for its client address. */
    void release(Counted attempt);

    /** Clears the wrong attempts of that account from that network or recognised client, and those in a row. */
    void recordSuccess(Counted attempt);

    /** Clears the wrong attempts of that account from all networks, but not those of a client address. */
    void reset(RealmId realm, String email);

    /**
     * Records a wrong password and raises an alarm, in the caller's transaction, if a password spray begins.
     *
     * @return the wait before the next attempt, or empty if there is none
     */
    Optional<Duration> recordFailure(Counted attempt);
}
