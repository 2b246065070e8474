package io.gatehouse.otp;

import io.gatehouse.delivery.dispatch.SendKeys;
import io.gatehouse.kernel.crypto.SecretKeys;
import io.gatehouse.otp.SendLimits.SendAttempt;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.LongStream;

/** Counts sent codes in the database, so that all instances count the same. */
@ApplicationScoped
class SendCounts {
    private final SendPauseEntity.Repository rows;
    private final SecretKeys keys;
    private final SendLimitsConfig config;
    private final Clock clock;

    SendCounts(SendPauseEntity.Repository rows, SecretKeys keys, SendLimitsConfig config, Clock clock) {
        this.rows = rows;
        this.keys = keys;
        this.config = config;
        this.clock = clock;
    }

    /**
     * The counts after a code was sent.
     *
     * @param volume text messages of the realm within 24 hours
     * @param toCountry codes to the country within an hour, since its last pause, that were used or have expired
     * @param usedInCountry how many of them were used
     * @param inRange unproven numbers within an hour, since its last pause, in that of the number's two ranges with more of them
     */
    record Tally(long volume, long toCountry, long usedInCountry, long inRange) {}

    SendKeys sendKeys(SendAttempt attempt) {
        return SendKeys.of(keys, attempt.destination(), attempt.requester());
    }

    /** Locks the keys of the attempt until the transaction ends; other sends that count towards the same limits wait. */
    void lock(SendAttempt attempt, SendKeys sendKeys) {
        LongStream counted =
                LongStream.of(attempt.administrator().value().getMostSignificantBits(), number(sendKeys.requester()));
        LongStream bySms = attempt.bySms()
                ? LongStream.of(attempt.realm().value().getMostSignificantBits(), number(sendKeys.destination()))
                : LongStream.empty();
        // In the same order everywhere, to prevent deadlocks.
        rows.lock(LongStream.concat(counted, bySms).sorted().boxed().toArray(Long[]::new));
    }

    /** Returns the number of other accounts that have this number, or may be about to prove it. */
    long othersHaving(SendAttempt attempt, SendKeys sendKeys) {
        return rows.countOthersHaving(attempt, sendKeys, clock.instant());
    }

    /**
     * Returns until when no code may be sent, or empty if one may.
     *
     * @param volume limit on the realm's text messages within 24 hours that applies to the attempt
     */
    Optional<Instant> fullUntil(SendAttempt attempt, SendKeys sendKeys, int volume) {
        return rows.findFullUntil(attempt, sendKeys, config, volume, clock.instant());
    }

    /** Returns the counts after a text message. */
    Tally tally(SendAttempt attempt, SendKeys sendKeys) {
        return rows.tally(attempt, sendKeys, clock.instant());
    }

    /** Pauses codes to unproven numbers of that country or range. */
    void pause(SendAttempt attempt, String what) {
        rows.pause(attempt.realm(), what, clock.instant().plus(config.pause()));
    }

    private static long number(byte[] mac) {
        return ByteBuffer.wrap(mac).getLong();
    }
}
