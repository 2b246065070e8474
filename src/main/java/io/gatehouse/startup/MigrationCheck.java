package io.gatehouse.startup;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import java.util.Arrays;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.flywaydb.core.Flyway;

/** Checks that all migrations are applied if the start does not apply them itself. */
public class MigrationCheck {

    /** Returns the versions of the pending migrations. */
    public static List<String> missing(Flyway flyway) {
        return Arrays.stream(flyway.info().pending())
                .map(migration -> "V" + migration.getVersion())
                .toList();
    }

    void require(
            @Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) StartupEvent starting,
            Flyway flyway,
            @ConfigProperty(name = "quarkus.flyway.migrate-at-start") boolean migrated) {
        if (migrated) {
            return;
        }
        List<String> missing = missing(flyway);
        if (!missing.isEmpty()) {
            throw new ConfigurationException("""

                    Gatehouse does not start:

                      quarkus.flyway.migrate-at-start is false, and the database lacks %s.
                          Run `gatehouse migrate` first.""".formatted(String.join(", ", missing)));
        }
    }
}
