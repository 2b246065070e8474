package io.gatehouse.startup;

import io.smallrye.config.EnvConfigSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.eclipse.microprofile.config.spi.ConfigSourceProvider;

/**
 * Reads configuration from files, the usual form of container secrets:
 * {@code GATEHOUSE_SECRET_KEY_FILE=/run/secrets/key} sets {@code GATEHOUSE_SECRET_KEY} to the content of that file
 * without trailing whitespace.
 */
public final class SecretFiles implements ConfigSourceProvider {
    private static final String SUFFIX = "_FILE";
    private static final String GATEHOUSE_PREFIX = "GATEHOUSE_";
    /** Listed by name, since the names of some Quarkus properties end in {@code _FILE} themselves. */
    private static final Set<String> QUARKUS = Set.of(
            "QUARKUS_DATASOURCE_JDBC_URL",
            "QUARKUS_DATASOURCE_USERNAME",
            "QUARKUS_DATASOURCE_PASSWORD",
            "QUARKUS_FLYWAY_USERNAME",
            "QUARKUS_FLYWAY_PASSWORD",
            "QUARKUS_REDIS_HOSTS",
            "QUARKUS_REDIS_PASSWORD",
            "QUARKUS_MAILER_USERNAME",
            "QUARKUS_MAILER_PASSWORD");
    /** Below the environment variables. */
    private static final int ORDINAL = 290;

    private final Map<String, String> environment;

    /** Creates the provider for the environment of this process. */
    public SecretFiles() {
        this(System.getenv());
    }

    SecretFiles(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public Iterable<ConfigSource> getConfigSources(ClassLoader loader) {
        Map<String, String> read = environment.entrySet().stream()
                .filter(variable -> isOurs(variable.getKey()))
                .collect(Collectors.toMap(variable -> stem(variable.getKey()), SecretFiles::read));
        return read.isEmpty() ? List.of() : List.of(new EnvConfigSource(read, ORDINAL));
    }

    private static boolean isOurs(String variable) {
        return variable.endsWith(SUFFIX) && (variable.startsWith(GATEHOUSE_PREFIX) || QUARKUS.contains(stem(variable)));
    }

    private static String stem(String variable) {
        return variable.substring(0, variable.length() - SUFFIX.length());
    }

    private static String read(Map.Entry<String, String> variable) {
        Path file = Path.of(variable.getValue());
        try {
            return Files.readString(file).stripTrailing();
        } catch (IOException e) {
            throw new UnreadableFileException(variable.getKey(), file, e);
        }
    }
}
