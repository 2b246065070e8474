package io.gatehouse.token;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;

/** Rotation of signing keys. */
@ConfigMapping(prefix = "gatehouse.signing-keys")
public interface SigningKeysConfig {

    /** Age at which a key is replaced. */
    @WithDefault("P90D")
    @DurationMin(millis = 1)
    Duration rotateAfter();

    /** How long a key is published before it signs; longer than clients cache the key set. */
    @WithDefault("PT10M")
    @DurationMin(millis = 1)
    Duration publishBefore();

    /** How long a replaced key stays published; longer than a session, which applications end by an ID token of its sign-in. */
    @WithDefault("PT25H")
    @DurationMin(millis = 1)
    Duration keepAfter();
}
