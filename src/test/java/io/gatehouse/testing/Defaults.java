package io.gatehouse.testing;

import io.smallrye.config.SmallRyeConfigBuilder;

/** The documented defaults of the configuration, for tests without the application. */
public final class Defaults {
    private Defaults() {}

    public static <T> T of(Class<T> mapping) {
        return new SmallRyeConfigBuilder().withMapping(mapping).build().getConfigMapping(mapping);
    }
}
