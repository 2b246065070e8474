package io.gatehouse.testing;

import io.gatehouse.kernel.GatehouseConfig;
import io.gatehouse.kernel.crypto.IdentifierMacs;
import io.gatehouse.kernel.crypto.Randomness;
import io.gatehouse.kernel.crypto.SecretKeys;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** Keys for tests without the application. */
public final class TestKeys {
    private static final URI PUBLIC_URL = URI.create("https://gatehouse.example");

    private TestKeys() {}

    /** The keys derived from a master key of 32 ASCII characters. */
    public static SecretKeys of(String masterKey) {
        return configured(Optional.of(base64(masterKey)));
    }

    /** The keys of an installation configured with that, as it is written. */
    public static SecretKeys configured(Optional<String> secretKey) {
        return configured(secretKey, Optional.empty());
    }

    /** The keys of an installation whose master key does not matter. */
    public static SecretKeys any() {
        return of("0123456789abcdef0123456789abcdef");
    }

    /** The HMACs of identifiers in an installation whose key does not matter. */
    public static IdentifierMacs identifiers() {
        var identifiers = new IdentifierMacs();
        identifiers.use(new byte[32]);
        return identifiers;
    }

    /** The keys of an installation where one master key replaces another, each of 32 ASCII characters. */
    public static SecretKeys replacing(String previousMasterKey, String masterKey) {
        return configured(Optional.of(base64(masterKey)), Optional.of(base64(previousMasterKey)));
    }

    private static SecretKeys configured(Optional<String> secretKey, Optional<String> previousSecretKey) {
        return new SecretKeys(
                new Config(PUBLIC_URL, secretKey, previousSecretKey, Optional.empty(), Optional.empty(), List.of()),
                new Randomness());
    }

    /** The configuration of an installation at {@code https://gatehouse.example}, without keys. */
    public static GatehouseConfig config() {
        return config(PUBLIC_URL);
    }

    /** The configuration of an installation at that URL, without keys, behind these proxies. */
    public static GatehouseConfig config(URI publicUrl, String... trustedProxies) {
        return new Config(
                publicUrl,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(List.of(trustedProxies)),
                List.of());
    }

    /** How a key of ASCII characters is written in the configuration. */
    public static String base64(String masterKey) {
        return Base64.getEncoder().encodeToString(masterKey.getBytes(StandardCharsets.US_ASCII));
    }

    private record Config(
            URI publicUrl,
            Optional<String> secretKey,
            Optional<String> previousSecretKey,
            Optional<Path> trustedCertificates,
            Optional<List<String>> trustedProxies,
            List<String> allowInsecure)
            implements GatehouseConfig {}
}
