package io.gatehouse.openid.provider;

import io.gatehouse.kernel.KernelFakes;
import io.gatehouse.kernel.redis.RedisFlowStore;
import io.gatehouse.testing.TestKeys;

/** Parts of this package for tests without the application. */
public final class ProviderFakes {
    private ProviderFakes() {}

    /** Returns addresses that begin with {@code https://gatehouse.example}. */
    public static ProviderUrls urls() {
        return new ProviderUrls(KernelFakes.urls());
    }

    public static UsedIds usedIds(RedisFlowStore store) {
        return new UsedIds(store);
    }

    public static ClientHttp http() {
        return new ClientHttp(TestKeys.config());
    }
}
