package io.gatehouse.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.testing.CommandRun;
import io.gatehouse.testing.GatehouseTest;
import io.restassured.path.json.JsonPath;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;

/** The doctor command, run from the packaged artifact, which finds its migrations by itself. */
@GatehouseTest
class DoctorIT {
    @ConfigProperty(name = "quarkus.datasource.jdbc.url")
    String url;

    @ConfigProperty(name = "quarkus.datasource.username")
    String username;

    @ConfigProperty(name = "quarkus.datasource.password")
    String password;

    @Test
    void distinguishes_an_older_schema_from_the_current_one() throws SQLException {
        String name = "earlier_" + UUID.randomUUID().toString().substring(0, 8);
        try (Connection server = DriverManager.getConnection(url, username, password)) {
            server.createStatement().execute("create database " + name);
        }
        String earlier = url.replaceFirst("/[^/]*$", "/" + name);
        Flyway.configure()
                .dataSource(earlier, username, password)
                .baselineVersion("0")
                .load()
                .baseline();

        CommandRun run = CommandRun.on(earlier, "doctor", "--json");

        assertThat(run.exitCode()).as(run.err()).isEqualTo(1);
        JsonPath printed = JsonPath.from(run.out()).setRootPath("diagnoses.find { it.part == 'database' }");
        assertThat(printed.getBoolean("well")).isFalse();
        assertThat(printed.getString("says"))
                .contains("schema version 0 is older than this artifact, which needs version 1");
        assertThat(printed.getString("remedy"))
                .isEqualTo("Run `gatehouse migrate`, or start an instance of this version.");

        assertThat(JsonPath.from(CommandRun.of("doctor", "--json").out())
                        .getBoolean("diagnoses.find { it.part == 'database' }.well"))
                .isTrue();
    }
}
