package io.gatehouse.kernel.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.kernel.UnavailableException;
import io.gatehouse.testing.TestClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class QueueMetricsTest {
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final TestClock clock = TestClock.stopped();

    private Supplier<Map<String, MessageQueue.Depth>> depths = Map::of;
    private final QueueMetrics metrics =
            new QueueMetrics(List.of(new MessageQueue("codes", List.of("sms", "email"), () -> depths.get())), clock);

    @BeforeEach
    void bind() {
        metrics.bindTo(meters);
    }

    @Test
    void are_unknown_before_the_first_measurement() {
        assertThat(value("waiting", "sms")).isNaN();
        assertThat(value("oldest", "sms")).isNaN();
    }

    @Test
    void count_the_messages_of_each_channel_and_let_the_oldest_age() {
        var oldest = clock.instant();
        depths = () -> Map.of("sms", new MessageQueue.Depth(3, oldest));
        clock.advance(Duration.ofSeconds(90));
        metrics.measure();

        assertThat(value("waiting", "sms")).isEqualTo(3);
        assertThat(value("oldest", "sms")).isEqualTo(90);
        assertThat(value("waiting", "email")).isZero();
        assertThat(value("oldest", "email")).isZero();
    }

    @Test
    void are_unknown_while_the_database_is_down() {
        metrics.measure();
        depths = () -> {
            throw new UnavailableException("database", Duration.ZERO, null);
        };
        assertThatThrownBy(metrics::measure).isInstanceOf(UnavailableException.class);

        assertThat(value("waiting", "sms")).isNaN();
        assertThat(value("oldest", "sms")).isNaN();
    }

    private double value(String name, String channel) {
        return meters.get("gatehouse.messages." + name)
                .tag("channel", channel)
                .gauge()
                .value();
    }
}
