package io.gatehouse.kernel.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.kernel.UnavailableException;
import io.gatehouse.kernel.store.StoreFakes.FakeStore;
import io.gatehouse.kernel.store.StoreFakes.Timer;
import io.gatehouse.testing.LogLines;
import io.quarkus.runtime.StartupEvent;
import java.time.Duration;
import java.util.List;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What operators see of an outage, in the log and at the health endpoint. */
class StoreMonitorTest {
    private final LogLines log = LogLines.of(StoreMonitor.class);
    private final FakeStore database = new FakeStore("database");
    private final FakeStore redis = new FakeStore("redis");
    private final Timer timer = new Timer();
    private final StoreMonitor monitor = new StoreMonitor(List.of(database, redis), timer);

    @AfterEach
    void stopListening() {
        log.close();
    }

    @Test
    void a_store_that_fails_from_the_start_is_logged_before_any_request() {
        redis.reason = "WRONGPASS invalid username-password pair";
        monitor.start(new StartupEvent(), true);
        assertThat(timer.size()).isEqualTo(2);
        timer.runNext();
        timer.runNext();
        assertThat(log.lines())
                .containsExactly("WARN store.unavailable: redis (WRONGPASS invalid username-password pair)");
    }

    @Test
    void a_command_asks_no_store() {
        monitor.start(new StartupEvent(), false);
        assertThat(timer.size()).isZero();
    }

    @Test
    void an_outage_is_logged_when_it_begins_and_when_it_is_over() {
        redis.reason = "OOM command not allowed";
        for (int i = 0; i < 3; i++) {
            assertThat(monitor.report(redis.outage())).isTrue();
        }
        assertThat(log.lines()).containsExactly("WARN store.unavailable: redis (OOM command not allowed)");

        timer.runNext();
        assertThat(log.lines()).hasSize(1);

        redis.reason = "";
        timer.runNext();
        assertThat(log.lines().get(1)).matches("INFO store.available: redis, after \\d+ s");
        assertThat(timer.size()).isZero();
    }

    @Test
    void each_store_has_its_own_outage() {
        redis.reason = "READONLY";
        database.reason = "No space left on device";
        monitor.report(redis.outage());
        monitor.report(database.outage());

        assertThat(log.lines())
                .containsExactly(
                        "WARN store.unavailable: redis (READONLY)",
                        "WARN store.unavailable: database (No space left on device)");
        assertThat(timer.size()).isEqualTo(2);
    }

    @Test
    void useless_connections_are_dropped_at_each_failure_and_each_check() {
        redis.reason = "READONLY";
        monitor.report(redis.outage());
        monitor.report(redis.outage());
        timer.runNext();

        assertThat(redis.dropped).isEqualTo(3);
    }

    @Test
    void what_is_no_store_is_not_its_concern() {
        assertThat(monitor.report(new UnavailableException("hashing", Duration.ofSeconds(1), null)))
                .isFalse();
        assertThat(log.lines()).isEmpty();
    }

    @Test
    void the_health_names_the_stores_reason() {
        var health = new StoreHealth(List.of(database, redis), monitor);
        assertThat(health.call().getStatus()).isEqualTo(Status.UP);

        database.reason = "No space left on device";
        HealthCheckResponse response = health.call();
        assertThat(response.getStatus()).isEqualTo(Status.DOWN);
        assertThat(response.getData().orElseThrow())
                .containsEntry("database", "No space left on device")
                .containsEntry("redis", "UP");
        assertThat(log.lines()).hasSize(1);
    }

    @Test
    void an_instance_is_ready_once_each_store_has_answered_and_then_while_the_database_does() {
        var ready = new StoreHealth.Ready(List.of(database, redis), monitor);
        redis.reason = "connection refused";
        assertThat(ready.call().getStatus()).isEqualTo(Status.DOWN);
        redis.reason = "";
        assertThat(ready.call().getStatus()).isEqualTo(Status.UP);
        redis.reason = "connection refused";
        assertThat(ready.call().getStatus()).isEqualTo(Status.UP);
        database.reason = "the server is read-only";
        assertThat(ready.call().getStatus()).isEqualTo(Status.DOWN);
    }
}
