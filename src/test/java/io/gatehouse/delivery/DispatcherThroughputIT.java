package io.gatehouse.delivery;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.delivery.dispatch.Deliveries.DeliveryState;
import io.gatehouse.delivery.message.OutgoingMessage.CodeMessage;
import io.gatehouse.kernel.DeliveryUnavailableException;
import io.gatehouse.testing.GatehouseTest;
import io.gatehouse.testing.Parallel;
import io.gatehouse.testing.TestSms;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Measures how many codes are sent per second, until their states are recorded: {@code ./mvnw verify
 * -Dit.test=DispatcherThroughputIT -DargLine=-Dtiming=true}, on an idle machine.
 */
@GatehouseTest
@EnabledIfSystemProperty(named = "timing", matches = "true")
class DispatcherThroughputIT {
    private static final Logger LOG = Logger.getLogger(DispatcherThroughputIT.class);
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int SENDERS = 8;
    private static final int EACH = 125;

    @Inject
    DeliveryFixture deliveryFixture;

    @Inject
    EntityManager database;

    @ParameterizedTest
    @ValueSource(ints = {0, 0, 100})
    void of_text_messages_by_the_time_the_provider_takes(int millis) {
        // Each in a realm of its own, since text messages of a realm are recorded one after the other.
        List<Administrator> senders =
                Stream.generate(deliveryFixture::administrator).limit(SENDERS).toList();
        senders.forEach(sender -> TestSms.twilio()
                .register(post(urlPathMatching(".*/Messages\\.json"))
                        .withRequestBody(
                                containing(sender.phone().orElseThrow().value().substring(1)))
                        .willReturn(aResponse()
                                .withStatus(201)
                                .withFixedDelay(millis)
                                .withBody("{\"sid\":\"SM00000000000000000000000000000000\",\"status\":\"queued\"}"))));
        long begun = System.nanoTime();
        Parallel.each(senders, sender -> {
            CodeMessage message = deliveryFixture.message(sender, sender.phone().orElseThrow());
            for (int i = 0; i < EACH; i++) {
                await().atMost(PATIENCE).pollInterval(Duration.ofMillis(5)).until(accepted(message));
            }
            return true;
        });
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> count(senders, DeliveryState.QUEUED) == 0);
        double seconds = (System.nanoTime() - begun) / 1e9;
        assertThat(count(senders, DeliveryState.SENT)).isEqualTo(SENDERS * EACH);
        LOG.infof("dispatcher: the provider answers in %d ms: %.0f codes a second", millis, SENDERS * EACH / seconds);
    }

    private Callable<Boolean> accepted(CodeMessage message) {
        return () -> {
            try {
                deliveryFixture.dispatch(message);
                return true;
            } catch (DeliveryUnavailableException e) {
                return false;
            }
        };
    }

    private long count(List<Administrator> senders, DeliveryState state) {
        return QuarkusTransaction.requiringNew().call(() -> (long) database.createNativeQuery(
                        "select count(*) from delivery where administrator_id in (:senders) and state = :state",
                        Long.class)
                .setParameter(
                        "senders",
                        senders.stream().map(sender -> sender.id().value()).toList())
                .setParameter("state", state.name())
                .getSingleResult());
    }
}
