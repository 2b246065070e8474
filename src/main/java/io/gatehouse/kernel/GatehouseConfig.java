package io.gatehouse.kernel;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The configuration that all packages need. */
@ConfigMapping(prefix = "gatehouse")
public interface GatehouseConfig {

    /** Public address without a path, from which all links and issuers are built. */
    URI publicUrl();

    /** Master key, 32 bytes in base64, from which all other keys are derived; required in production. */
    Optional<String> secretKey();

    /**
     * A second master key during a rotation, accepted for reading: data encrypted under it is encrypted under the
     * master key as it is used.
     */
    Optional<String> previousSecretKey();

    /**
     * PEM file of the certificates that Redis, mail servers, providers of text messages and the public URL are verified
     * by, in place of the system's; PostgreSQL has {@code sslrootcert} in its URL.
     */
    Optional<Path> trustedCertificates();

    /**
     * Addresses and ranges, such as {@code 10.0.0.5,10.0.1.0/24}, of the proxies whose {@code X-Forwarded-For} and
     * {@code X-Forwarded-Proto} are believed; those of all others are ignored.
     */
    Optional<List<String>> trustedProxies();

    /**
     * Problems of an insecure production configuration that are logged as warnings instead of refusing the start:
     * {@code true} for all, or a list such as {@code redis-plain,database-plain}. The refusal names them.
     */
    @WithDefault("false")
    List<String> allowInsecure();
}
