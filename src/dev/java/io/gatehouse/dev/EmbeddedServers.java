package io.gatehouse.dev;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.eclipse.microprofile.config.ConfigProvider;

/** Starts the servers that are not configured, for as long as this JVM lives. */
public final class EmbeddedServers {

    private static final String JDBC_URL = "quarkus.datasource.jdbc.url";
    private static final String JDBC_USER = "quarkus.datasource.username";
    private static final String JDBC_PASSWORD = "quarkus.datasource.password";
    private static final String REDIS_HOSTS = "quarkus.redis.hosts";

    private EmbeddedServers() {}

    /**
     * Starts PostgreSQL and Redis, each only where no address is configured, and configures the address as system
     * property.
     */
    public static void startMissing() {
        // System properties outlive a live reload, which loads this class anew: the servers stay.
        try {
            if (isMissing(JDBC_URL)) {
                System.setProperty(JDBC_USER, EmbeddedPostgreSql.USER);
                System.setProperty(JDBC_PASSWORD, EmbeddedPostgreSql.USER);
                System.setProperty(JDBC_URL, EmbeddedPostgreSql.start());
            }
            if (isMissing(REDIS_HOSTS)) {
                System.setProperty(REDIS_HOSTS, EmbeddedRedis.start());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isMissing(String property) {
        return ConfigProvider.getConfig()
                .getOptionalValue(property, String.class)
                .filter(value -> !value.isBlank())
                .isEmpty();
    }
}
