package io.gatehouse.testing;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

/** The configuration of an {@link Instance}: like that of the tests where nothing else is said. */
final class InstanceSettings {
    private static final List<String> ALIKE = List.of(
            "quarkus.datasource.jdbc.url",
            "quarkus.datasource.username",
            "quarkus.datasource.password",
            "quarkus.redis.hosts",
            "quarkus.mailer.host",
            "quarkus.mailer.port",
            "quarkus.mailer.start-tls",
            "quarkus.mailer.tls",
            "gatehouse.secret-key",
            "gatehouse.send-limits.unused-per-address-and-hour",
            "gatehouse.sms.provider",
            "gatehouse.sms.http.url",
            "gatehouse.sms.http.body",
            "gatehouse.sms.twilio.account-sid",
            "gatehouse.sms.twilio.auth-token",
            "gatehouse.sms.twilio.from",
            "gatehouse.sms.twilio.api-url");

    private final Map<String, String> environment = new HashMap<>();

    InstanceSettings() {
        // What waits in the tests' database is for the application under test, whose clock is another one.
        set("quarkus.scheduler.enabled", "false");
        Config tests = ConfigProvider.getConfig();
        ALIKE.forEach(property -> set(property, tests.getValue(property, String.class)));
        set("gatehouse.allow-insecure", "true");
        // No balancer has to notice.
        set("quarkus.shutdown.delay", "0s");
    }

    /** The same but for these. */
    InstanceSettings with(Map<String, String> others) {
        var changed = new InstanceSettings();
        changed.environment.clear();
        changed.environment.putAll(environment);
        others.forEach(changed::set);
        return changed;
    }

    /** Sets the property, or removes it if the value is empty. */
    void set(String property, String value) {
        String variable = property.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
        if (value.isEmpty()) {
            environment.remove(variable);
        } else {
            environment.put(variable, value);
        }
    }

    Map<String, String> environment() {
        return Map.copyOf(environment);
    }
}
