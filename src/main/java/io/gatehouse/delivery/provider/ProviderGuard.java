package io.gatehouse.delivery.provider;

import io.gatehouse.delivery.provider.SendResult.Refused;
import io.smallrye.faulttolerance.api.TypedGuard;
import java.time.temporal.ChronoUnit;
import java.util.function.Supplier;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;

/** Leaves a provider alone that is in trouble, until a try after a while shows that it is well again. */
public class ProviderGuard {
    private static final Refused OPEN = SendFailure.TROUBLE.because("breaker_open");

    private final String provider;
    private final DeliveryMetrics metrics;
    private final TypedGuard<SendResult> guard;

    ProviderGuard(String provider, BreakerConfig config, DeliveryMetrics metrics) {
        this.provider = provider;
        this.metrics = metrics;
        this.guard = TypedGuard.create(SendResult.class)
                .withCircuitBreaker()
                .failOn(Trouble.class)
                .requestVolumeThreshold(config.window())
                .failureRatio(config.failurePercent() / 100.0)
                .delay(config.openFor().toMillis(), ChronoUnit.MILLIS)
                .onStateChange(metrics.breaker(provider))
                .done()
                .build();
    }

    /** What the provider makes of it, or that it is not asked at the moment. */
    public SendResult send(Supplier<SendResult> message) {
        SendResult result = guarded(message);
        metrics.sent(provider, result);
        return result;
    }

    private SendResult guarded(Supplier<SendResult> message) {
        try {
            return guard.get(() -> {
                SendResult result = message.get();
                if (result instanceof Refused refused && refused.worthAnotherProvider()) {
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
