package io.gatehouse.delivery.provider;

import io.gatehouse.delivery.provider.SendResult.Refused;
import java.util.List;
import java.util.function.Function;

/**
 * Providers of one kind, asked in their order until one takes the message or finds fault with the message itself.
 *
 * @param providers at least one
 */
public record Failover<M>(List<Provider<M>> providers) {
    /** A provider, and what guards it. */
    public record Provider<M>(ProviderGuard guard, Function<M, SendResult> sender) {}

    /** What the one made of the message that settled it; if none did, a refusal that is worth a retry, if there is one. */
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
