package io.gatehouse.dev;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Predicate;

/** Starts the servers that are not configured; they stop with this JVM. */
public final class EmbeddedServers {

    private static final String JDBC_URL = "quarkus.datasource.jdbc.url";
    private static final String JDBC_USER = "quarkus.datasource.username";
    private static final String JDBC_PASSWORD = "quarkus.datasource.password";
    private static final String REDIS_HOSTS = "quarkus.redis.hosts";

    private EmbeddedServers() {}

    /**
     * Starts PostgreSQL and Redis, each only if its address is not {@code configured}, and sets the address as a system
     * property.
     */
    public static void startMissing(Predicate<String> configured) {
        // System properties survive a live reload, which loads this class again: the servers keep running.
        try {
            if (!configured.test(JDBC_URL)) {
                System.setProperty(JDBC_USER, EmbeddedPostgreSql.USER);
                System.setProperty(JDBC_PASSWORD, EmbeddedPostgreSql.USER);
                System.setProperty(JDBC_URL, EmbeddedPostgreSql.start());
            }
            if (!configured.test(REDIS_HOSTS)) {
                System.setProperty(REDIS_HOSTS, EmbeddedRedis.start());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
