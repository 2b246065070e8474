package io.gatehouse.kernel;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.util.Optional;

/** What every part of Gatehouse needs to know of its installation. */
@ConfigMapping(prefix = "gatehouse")
public interface GatehouseConfig {

    /** Address people and clients use, without a trailing slash; every link and issuer is built from it alone. */
    URI publicUrl();

    /** Master key, 32 bytes in base64, from which all other keys are derived; required in production. */
    Optional<String> secretKey();

    /**
     * A second master key, while one replaces the other: what is under it can still be read, and moves to the first as it
     * is used.
     */
    Optional<String> previousSecretKey();

    /** Turns the refusals of an unsafe production configuration into warnings. */
    @WithDefault("false")
    boolean allowInsecure();
}
