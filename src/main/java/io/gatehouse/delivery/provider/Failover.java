package io.gatehouse.delivery.provider;

import io.gatehouse.delivery.provider.SendResult.Refused;
import java.util.List;
import java.util.function.Function;

/**
 * Providers of one kind, called in order until one accepts the message or rejects it for a reason of its own.
 *
 * @param providers at least one
 */
public record Failover<M>(List<Provider<M>> providers) {
    /** A provider and its circuit breaker. */
    public record Provider<M>(ProviderGuard guard, Function<M, SendResult> sender) {}

    /** Returns the decisive result; if there is none, a refusal that is worth a retry, or else the last one. */
    public SendResult send(M message) {
        Refused refusal = null;
        for (Provider<M> provider : providers) {
            SendResult result = provider.guard().send(() -> provider.sender().apply(message));
            if (!(result instanceof Refused refused) || !refused.worthAnotherProvider()) {
                return result;
            }
            refusal = refusal == null || !refusal.worthRetrying() ? refused : refusal;
        }
        return refusal;
    }
}
