package io.gatehouse.cli;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.concurrent.Callable;
import org.flywaydb.core.Flyway;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Migrates the database to this version. */
@Command(
        name = "migrate",
        description = {
            "Migrates the database to the version of this artifact, and exits.",
            "For installations whose servers start with quarkus.flyway.migrate-at-start=false."
        })
final class MigrateCommand implements Callable<Integer> {
    @Mixin
    Printer printer;

    /** The output with {@code --json}. */
    @RegisterForReflection
    record Printed(String version) {}

    @Override
    public Integer call() {
        System.setProperty("quarkus.flyway.migrate-at-start", "true");
        String version = CommandRuntime.call(
                Flyway.class, flyway -> flyway.info().current().getVersion().getVersion());
        printer.print(new Printed(version), "The database is at version " + version + ".");
        return 0;
    }
}
