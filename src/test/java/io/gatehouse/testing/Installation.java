package io.gatehouse.testing;

import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * Two instances of Gatehouse as it is shipped, on the tests' PostgreSQL and on a Redis of their own; realms and
 * administrators come from {@link Town}. All tests share one, so each leaves it as it found it.
 */
public final class Installation {
    private static Installation shared;

    /** What an instance takes over from the configuration of the tests. */
    private static final List<String> ALIKE = List.of(
            "quarkus.datasource.username",
            "quarkus.datasource.password",
            "quarkus.mailer.host",
            "quarkus.mailer.port",
            "quarkus.mailer.start-tls",
            "quarkus.mailer.tls",
            "gatehouse.secret-key",
            "gatehouse.sms.twilio.account-sid",
            "gatehouse.sms.twilio.auth-token",
            "gatehouse.sms.twilio.from",
            "gatehouse.sms.twilio.api-url");

    private final RedisProcess redis = new RedisProcess();
    private final Relay database;
    private final Map<String, String> environment = new HashMap<>();
    private final Instance one;
    private final Instance other;

    private Installation() {
        Config tests = ConfigProvider.getConfig();
        URI server = URI.create(
                tests.getValue("quarkus.datasource.jdbc.url", String.class).replaceFirst("^jdbc:", ""));
        database = new Relay(server.getPort());
        ALIKE.forEach(property -> set(property, tests.getValue(property, String.class)));
        set("quarkus.datasource.jdbc.url", "jdbc:postgresql://127.0.0.1:" + database.port() + server.getPath());
        set("quarkus.redis.hosts", redis.url());
        set("gatehouse.public-url", "https://gatehouse.example");
        set("gatehouse.allow-insecure", "true");
        // All tests come from one address.
        set("gatehouse.password-throttle.per-address-and-minute", "1000000");
        one = start();
        other = start();
        one.awaitReady();
        other.awaitReady();
    }

    /** The one that all tests share. */
    public static synchronized Installation shared() {
        if (shared == null) {
            shared = new Installation();
        }
        return shared;
    }

    /** One of the two instances. */
    public Instance one() {
        return one;
    }

    /** The other one. */
    public Instance other() {
        return other;
    }

    /** The Redis of all instances. */
    public RedisProcess redis() {
        return redis;
    }

    /** The network between the instances and PostgreSQL. */
    public Relay database() {
        return database;
    }

    /** One more instance, for a test that kills it. */
    public Instance more() {
        return start().awaitReady();
    }

    private Instance start() {
        return Instance.start(environment);
    }

    private void set(String property, String value) {
        environment.put(property.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT), value);
    }
}
