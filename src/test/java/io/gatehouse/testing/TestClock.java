package io.gatehouse.testing;

import io.gatehouse.kernel.time.DatabaseClock;
import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.concurrent.atomic.AtomicReference;

/** The real clock, which a test can put forward; never back, since all tests share it. */
@Alternative
@Priority(1)
@Singleton
public class TestClock extends Clock {
    private final DatabaseClock real;
    private final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);

    TestClock(DatabaseClock real) {
        this.real = real;
    }

    /** Lets that much time pass. */
    public void advance(Duration duration) {
        ahead.updateAndGet(duration::plus);
    }

    @Override
    public Instant instant() {
        return real.instant().plus(ahead.get());
    }

    @Override
    public ZoneId getZone() {
        return real.getZone();
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return real.withZone(zone);
    }
}
