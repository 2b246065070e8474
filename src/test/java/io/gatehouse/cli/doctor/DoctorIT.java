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

    @Test
    void finds_passkeys_of_another_host() throws SQLException {
        String database = "moved_" + UUID.randomUUID().toString().substring(0, 8);
        try (Connection server = DriverManager.getConnection(url, username, password)) {
            server.createStatement().execute("create database " + database);
        }
        String moved = url.replaceFirst("/[^/]*$", "/" + database);
        assertThat(CommandRun.on(moved, "migrate").exitCode()).isZero();
        assertThat(CommandRun.on(moved, "doctor", "--json").out()).doesNotContain("passkeys");
        try (Connection rows = DriverManager.getConnection(moved, username, password)) {
            rows.createStatement().execute("""
                    insert into realm (id, slug, root, settings, created_at, version)
                        values (gen_random_uuid(), 'acme', true, '{}', now(), 0);
                    insert into administrator (id, realm_id, email, display_name, role, disabled, created_at, version)
                        select gen_random_uuid(), id, 'ada@example.com', 'Ada', 'OPERATOR', false, now(), 0 from realm;
                    insert into passkey (id, realm_id, administrator_id, credential_id, rp_id, public_key, aaguid, name, transports,
                            signature_count, backup_eligible, backed_up, created_at)
                        select gen_random_uuid(), realm_id, id, '', 'former.example.com', '', gen_random_uuid(), 'MacBook', '{}',
                            0, false, false, now() from administrator""");
        }

        JsonPath printed = JsonPath.from(
                        CommandRun.on(moved, "doctor", "--json").out())
                .setRootPath("diagnoses.find { it.part == 'passkeys' }");
        assertThat(printed.getBoolean("well")).isFalse();
        assertThat(printed.getString("says"))
                .contains("1 were created for another host")
                .contains("former.example.com");
    }
}
