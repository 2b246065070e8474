package io.gatehouse.delivery.sms;

import io.gatehouse.delivery.provider.Failover;
import io.gatehouse.delivery.provider.ProviderGuards;
import io.gatehouse.delivery.provider.SendResult;
import io.gatehouse.realm.Channel;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.instrumentation.annotations.WithSpan;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import java.util.Locale;

/**
 * Sends text messages through the configured providers, in their order. It is created at the start, so that its metrics are
 * there before the first message, and each provider when it is first used.
 */
@Startup
@ApplicationScoped
class ProviderSmsSender implements SmsSender {
    private final Failover<SmsMessage> providers;

    ProviderSmsSender(SmsConfig config, @Any Instance<SmsProvider> known, ProviderGuards guards) {
        this.providers = new Failover<>(config.provider().stream()
                .map(kind -> new Failover.Provider<SmsMessage>(
                        guards.of(Channel.SMS, kind.name().toLowerCase(Locale.ROOT)),
                        message -> provider(known, kind).send(message)))
                .toList());
    }

    @Override
    @WithSpan(value = "send text message", kind = SpanKind.PRODUCER)
    public SendResult send(SmsMessage message) {
        return providers.send(message);
    }

    private static SmsProvider provider(Instance<SmsProvider> known, SmsConfig.Provider kind) {
        return known.stream()
                .filter(provider -> provider.kind() == kind)
                .findFirst()
                .orElseThrow();
    }
}
