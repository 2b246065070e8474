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

    /** What the last of those asked made of the message. */
    public SendResult send(M message) {
        SendResult result = null;
        for (Provider<M> provider : providers) {
            result = provider.guard().send(() -> provider.sender().apply(message));
            if (!(result instanceof Refused refused) || !refused.worthAnotherProvider()) {
                return result;
            }
        }
        return result;
    }
}
