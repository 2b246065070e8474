package io.gatehouse.delivery.provider;

import io.gatehouse.delivery.provider.DeliveryMetrics.ProviderMetrics;
import io.gatehouse.delivery.provider.SendResult.Refused;
import io.gatehouse.realm.Channel;
import io.smallrye.faulttolerance.api.TypedGuard;
import java.time.temporal.ChronoUnit;
import java.util.function.Supplier;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;
import org.jboss.logging.Logger;

/**
 * The circuit breaker of a provider. Only outages open it, not messages that the provider rejects: anybody who enters a number could
 * stop the messages of all others by that.
 */
public class ProviderGuard {
    private static final Logger LOG = Logger.getLogger(ProviderGuard.class);

    private static final Refused OPEN = SendFailure.TROUBLE.because("breaker_open");

    private final String provider;
    private final ProviderMetrics metrics;
    private final TypedGuard<SendResult> guard;

    ProviderGuard(Channel channel, String provider, BreakerConfig config, DeliveryMetrics metrics) {
        this.provider = provider;
        this.metrics = metrics.provider(channel, provider);
        this.guard = TypedGuard.create(SendResult.class)
                .withCircuitBreaker()
                .failOn(Trouble.class)
                .requestVolumeThreshold(config.window())
                .failureRatio(config.failurePercent() / 100.0)
                .delay(config.openFor().toMillis(), ChronoUnit.MILLIS)
                .onStateChange(this.metrics::breaker)
                .done()
                .build();
    }

    /** Returns the provider's result, or a refusal if the breaker is open; logs what the provider refuses of every recipient. */
    public SendResult send(Supplier<SendResult> message) {
        SendResult result = guarded(message);
        metrics.count(result);
        if (result instanceof Refused refused && refused.failure() == SendFailure.PROVIDER) {
            LOG.warnf("delivery.provider-refused: %s (%s)", provider, refused.error());
        }
        return result;
    }

    private SendResult guarded(Supplier<SendResult> message) {
        try {
            return guard.get(() -> {
                SendResult result = metrics.record(message);
                if (result instanceof Refused refused && refused.worthRetrying()) {
                    throw new Trouble(refused);
                }
                return result;
            });
        } catch (Trouble e) {
            return e.refused;
        } catch (CircuitBreakerOpenException e) {
            return OPEN;
        }
    }

    private static class Trouble extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final transient Refused refused;

        Trouble(Refused refused) {
            super(refused.error(), null, false, false);
            this.refused = refused;
        }
    }
}
