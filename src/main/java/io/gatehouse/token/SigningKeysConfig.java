package io.gatehouse.token;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** When signing keys come and go. */
@ConfigMapping(prefix = "gatehouse.signing-keys")
public interface SigningKeysConfig {

    /** Age at which a key is replaced. */
    @WithDefault("P90D")
    Duration rotateAfter();

    /** How long a key is published before it signs; longer than anybody caches the key set. */
    @WithDefault("PT10M")
    Duration publishBefore();

    /** How long a replaced key stays published; longer than any access token lives. */
    @WithDefault("PT2H")
    Duration keepAfter();
}
