package io.gatehouse.testing;

import io.gatehouse.kernel.time.DatabaseClock;
import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A clock that a test can put forward; never back, since all tests of the running application share its one, which
 * otherwise shows the real time.
 */
@Alternative
@Priority(1)
@Singleton
public class TestClock extends Clock {
    private final Clock real;
    private final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);

    @Inject
    TestClock(DatabaseClock real) {
        this((Clock) real);
    }

    private TestClock(Clock real) {
        this.real = real;
    }

    /** Creates a clock that moves only when a test puts it forward, for tests without the application. */
    public static TestClock stopped() {
        return new TestClock(Clock.fixed(Instant.parse("2030-01-15T12:00:00Z"), ZoneOffset.UTC));
    }

    /** Lets that much time pass. */
    public void advance(Duration duration) {
        Artifact.needsTheApplicationHere("The time");
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
