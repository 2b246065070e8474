package io.gatehouse.kernel;

import io.gatehouse.testing.TestKeys;

/** Parts of this package for tests without the application. */
public final class KernelFakes {
    private KernelFakes() {}

    /** Returns addresses that begin with {@code https://gatehouse.example}. */
    public static PublicUrls urls() {
        return new PublicUrls(TestKeys.config());
    }
}
