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

/** Counts codes where they are recorded, so that every instance counts the same. */
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
     * The counts after a send.
     *
     * @param volume text messages of the realm within 24 hours
     * @param toCountry codes to the country within an hour, since its last pause, that were used or have expired
     * @param usedInCountry how many of them were used
     * @param inRange unproven numbers in the fuller of the number's two ranges within an hour, since its last pause
     */
    record Tally(long volume, long toCountry, long usedInCountry, long inRange) {}

    SendKeys marks(SendAttempt sending) {
        return SendKeys.of(keys, sending.destination(), sending.requester());
    }

    /** Makes every other send that counts towards the same limits wait until the transaction ends. */
    void lock(SendAttempt sending, SendKeys marks) {
        LongStream counted =
                LongStream.of(sending.administrator().value().getMostSignificantBits(), number(marks.requester()));
        LongStream bySms = sending.bySms()
                ? LongStream.of(sending.realm().value().getMostSignificantBits(), number(marks.destination()))
                : LongStream.empty();
        // In one order for all, so that no two wait for each other.
        rows.lock(LongStream.concat(counted, bySms).sorted().boxed().toArray(Long[]::new));
    }

    /** Returns how many other accounts have that number, or are about to prove it. */
    long othersHaving(SendAttempt sending, SendKeys marks) {
        return rows.countOthersHaving(sending, marks, clock.instant());
    }

    /**
     * Returns until when no code may be sent, or empty if one may.
     *
     * @param volume text messages within 24 hours that such a send is allowed up to
     */
    Optional<Instant> fullUntil(SendAttempt sending, SendKeys marks, int volume) {
        return rows.findFullUntil(sending, marks, config, volume, clock.instant());
    }

    /** Returns the counts after a text message. */
    Tally tally(SendAttempt sending, SendKeys marks) {
        return rows.tally(sending, marks, clock.instant());
    }

    /** Sends no more codes to unproven numbers of that country or range for a while. */
    void pause(SendAttempt sending, String what) {
        rows.pause(sending.realm(), what, clock.instant().plus(config.pause()));
    }

    private static long number(byte[] mac) {
        return ByteBuffer.wrap(mac).getLong();
    }
}
