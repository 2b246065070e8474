package io.gatehouse.testing;

import io.quarkus.scheduler.Scheduler;
import jakarta.inject.Inject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Pauses the scheduler during each test, so that nothing is sent or failed which the test does not send or fail. */
public abstract class PausedScheduler {
    @Inject
    protected Scheduler scheduler;

    @BeforeEach
    public void pause() {
        scheduler.pause();
    }

    @AfterEach
    public void resume() {
        scheduler.resume();
    }
}
