package io.gatehouse.delivery.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.realm.Channel;
import io.gatehouse.testing.GatehouseTest;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Two providers in order, each behind a circuit breaker. */
@GatehouseTest
class FailoverIT {
    private static final SendResult TAKEN = new SendResult.Accepted("1");

    @Inject
    DeliveryMetrics metrics;

    @Inject
    MeterRegistry meters;

    private final String first = "test_" + UUID.randomUUID();
    private final String second = "test_" + UUID.randomUUID();
    private final Map<String, SendResult> answers = new ConcurrentHashMap<>();
    private final List<String> asked = new ArrayList<>();

    @ParameterizedTest
    @EnumSource(
            value = SendFailure.class,
            names = {"TROUBLE", "PROVIDER"})
    void tries_the_next_when_the_provider_is_at_fault(SendFailure failure) {
        Failover<String> providers = providers();
        answers.put(first, failure.because("trouble"));
        assertThat(providers.send("message")).isEqualTo(TAKEN);
        assertThat(asked).containsExactly(first, second);
    }

    @Test
    void is_worth_a_retry_when_one_of_them_fails_temporarily() {
        Failover<String> providers = providers();
        answers.put(first, SendFailure.TROUBLE.because("trouble"));
        answers.put(second, SendFailure.PROVIDER.because("not_configured"));
        assertThat(providers.send("message")).isEqualTo(SendFailure.TROUBLE.because("trouble"));
        answers.put(first, SendFailure.PROVIDER.because("not_configured"));
        answers.put(second, SendFailure.TROUBLE.because("trouble"));
        assertThat(providers.send("message")).isEqualTo(SendFailure.TROUBLE.because("trouble"));
    }

    @ParameterizedTest
    @EnumSource(
            value = SendFailure.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"TROUBLE", "PROVIDER"})
    void does_not_try_the_next_when_the_address_is_at_fault(SendFailure failure) {
        Failover<String> providers = providers();
        answers.put(first, failure.because("no"));
        assertThat(providers.send("message")).isEqualTo(failure.because("no"));
        assertThat(asked).containsExactly(first);
    }

    @Test
    void skips_a_failing_provider_until_it_recovers() {
        Failover<String> providers = providers();
        answers.put(first, SendFailure.TROUBLE.because("trouble"));
        for (int i = 0; i < 4; i++) {
            providers.send("message");
        }
        asked.clear();
        assertThat(providers.send("message")).isEqualTo(TAKEN);
        assertThat(asked).as("the breaker is open").containsExactly(second);
        assertThat(breaker()).isEqualTo(2);

        answers.put(first, TAKEN);
        await().atMost(Duration.ofSeconds(10)).until(() -> {
            providers.send("message");
            return asked.contains(first);
        });
        asked.clear();
        providers.send("message");
        assertThat(asked).as("the breaker is closed").containsExactly(first);
        assertThat(breaker()).isZero();
        assertThat(meters.get("gatehouse.delivery.sends")
                        .tags("provider", first, "result", "trouble")
                        .counter()
                        .count())
                .isGreaterThanOrEqualTo(5);
    }

    @ParameterizedTest
    @EnumSource(
            value = SendFailure.class,
            names = {"ADDRESS_UNKNOWN", "PROVIDER"})
    void keeps_using_a_provider_that_rejects_single_messages(SendFailure failure) {
        Failover<String> providers = providers();
        answers.put(first, failure.because("no"));
        for (int i = 0; i < 10; i++) {
            providers.send("message");
        }
        assertThat(asked.stream().filter(first::equals)).hasSize(10);
        assertThat(breaker()).isZero();
    }

    private double breaker() {
        return meters.get("gatehouse.delivery.breaker")
                .tag("provider", first)
                .gauge()
                .value();
    }

    private Failover<String> providers() {
        return new Failover<>(List.of(provider(first), provider(second)));
    }

    private Failover.Provider<String> provider(String name) {
        answers.put(name, TAKEN);
        return new Failover.Provider<>(new ProviderGuard(Channel.SMS, name, new Settings(), metrics), message -> {
            asked.add(name);
            return answers.get(name);
        });
    }

    private record Settings() implements BreakerConfig {
        @Override
        public int window() {
            return 4;
        }

        @Override
        public int failurePercent() {
            return 50;
        }

        @Override
        public Duration openFor() {
            return Duration.ofMillis(500);
        }
    }
}
