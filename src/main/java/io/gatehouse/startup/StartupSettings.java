package io.gatehouse.startup;

import io.gatehouse.kernel.crypto.TrustedCertificates;
import io.quarkus.runtime.LaunchMode;
import io.smallrye.config.Priorities;
import io.smallrye.config.RelocateConfigSourceInterceptor;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import jakarta.annotation.Priority;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import javax.net.ssl.SSLContext;
import org.eclipse.microprofile.config.Config;

/** Reads configuration properties before the application has started and validated them. */
public final class StartupSettings {
    private static final String PROFILE = "quarkus.profile";
    private static final String DRIVER_PROPERTIES = "quarkus.datasource.jdbc.additional-jdbc-properties.";

    private static final List<String> WEB = List.of("http", "https");

    private final Config config;

    /** Creates settings that read from the given configuration. */
    public StartupSettings(Config config) {
        this.config = config;
    }

    /**
     * Returns the settings of this process. Until the application starts, the configuration of a native executable is
     * that of the machine which built it, so they are read again.
     */
    public static StartupSettings read() {
        return new StartupSettings(new SmallRyeConfigBuilder()
                .withDefaultValue(PROFILE, LaunchMode.NORMAL.getDefaultProfile())
                .withInterceptors(new QuarkusNames())
                .addDefaultInterceptors()
                .addDefaultSources()
                .addDiscoveredSources()
                .build());
    }

    /** Has the profile, and the locations of further files, read from where Quarkus reads them. */
    @Priority(Priorities.LIBRARY + 190)
    private static final class QuarkusNames extends RelocateConfigSourceInterceptor {
        private static final long serialVersionUID = 1L;

        QuarkusNames() {
            super(Map.of(
                    SmallRyeConfig.SMALLRYE_CONFIG_PROFILE,
                    PROFILE,
                    SmallRyeConfig.SMALLRYE_CONFIG_LOCATIONS,
                    "quarkus.config.locations"));
        }
    }

    /** Returns the property without surrounding blanks, or empty if it is not set or blank. */
    public Optional<String> text(String property) {
        return config.getOptionalValue(property, String.class)
                .map(String::strip)
                .filter(text -> !text.isEmpty());
    }

    /** Returns whether the property is set to nothing or to blanks. */
    public boolean isBlank(String property) {
        String value = config.getConfigValue(property).getRawValue();
        return value != null && value.isBlank();
    }

    /**
     * Returns the values of the property in lower case, none if it is not set or blank; they are separated by commas, or set
     * one by one as in {@code gatehouse.trusted-proxies[0]}.
     */
    public List<String> list(String property) {
        return config.getOptionalValues(property, String.class).stream()
                .flatMap(List::stream)
                .map(value -> value.strip().toLowerCase(Locale.ROOT))
                .filter(value -> !value.isEmpty())
                .toList();
    }

    /**
     * Returns the TLS context that connections to other servers are verified by.
     *
     * @throws IOException if the trusted certificates cannot be read
     */
    public SSLContext trust() throws IOException {
        try {
            return TrustedCertificates.context(
                    text("gatehouse.trusted-certificates").map(Path::of));
        } catch (IllegalStateException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    /** Returns the names of all properties that are set, in any form. */
    public Iterable<String> names() {
        return config.getPropertyNames();
    }

    /** Returns the properties of PostgreSQL's driver that are set beside the URL, such as {@code sslrootcert}. */
    Properties additionalDatabaseProperties() {
        var properties = new Properties();
        for (String name : names()) {
            if (name.startsWith(DRIVER_PROPERTIES)) {
                text(name)
                        .ifPresent(value -> properties.setProperty(name.substring(DRIVER_PROPERTIES.length()), value));
            }
        }
        return properties;
    }

    /** Returns the text as a URI, or empty if it is not one. */
    public static Optional<URI> uri(String text) {
        try {
            return Optional.of(URI.create(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Returns whether the text is an http or https address with a host. */
    public static boolean isHttp(String text) {
        return uri(text)
                .filter(uri -> uri.getHost() != null && WEB.contains(String.valueOf(uri.getScheme())))
                .isPresent();
    }

    /** Returns whether the host is a literal loopback address (RFC 1122, RFC 4291) or {@code localhost}. */
    static boolean isLoopback(String host) {
        return host.equalsIgnoreCase("localhost")
                || host.matches("127(\\.[0-9]{1,3}){3}")
                || host.matches("\\[?(0{0,4}:){2,7}0{0,3}1]?");
    }

    /** Returns whether the property is true, in any word that the configuration reads as such, like {@code 1} or {@code on}. */
    public boolean isTrue(String property) {
        return config.getOptionalValue(property, Boolean.class).orElse(false);
    }
}
