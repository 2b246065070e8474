package io.gatehouse.otp;

import io.gatehouse.testing.TestClock;
import java.time.Duration;
import java.time.Instant;

/** Shows that the store of the plain tests keeps the contract. */
class InMemoryCodeStoreTest extends CodeStoreContract {
    private final TestClock clock = TestClock.stopped();
    private final CodeStore store = new InMemoryCodeStore(clock);

    @Override
    CodeStore store() {
        return store;
    }

    @Override
    Instant now() {
        return clock.instant();
    }

    @Override
    void pass(Duration duration) {
        clock.advance(duration);
    }
}
