package io.gatehouse.testing;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.restassured.path.json.JsonPath;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One database role migrates, another one serves: what is shipped works with it, and it cannot rewrite the audit log. */
@GatehouseTest
class SeparateRolesIT {
    private static final String SECRET = "some random words of a test";
    private static final String PASSWORD = "violet harbour ladder quartz";
    private static final String NAME = "roles_" + UUID.randomUUID().toString().substring(0, 8);
    private static final String OWNER = NAME + "_owner";
    private static final String APPLICATION = NAME + "_application";

    private static String passwordUrl;

    @BeforeAll
    static void a_database_that_its_owner_has_migrated() throws SQLException {
        try (Connection superuser = connect(setting("url"), setting("username"), setting("password"))) {
            run(superuser, "create role " + OWNER + " login password '" + SECRET + "'");
            run(superuser, "create role " + APPLICATION + " login password '" + SECRET + "'");
            run(superuser, "create database " + NAME + " owner " + OWNER);
        }
        Map<String, String> settings = settings();
        settings.put("QUARKUS_FLYWAY_USERNAME", OWNER);
        settings.put("QUARKUS_FLYWAY_PASSWORD", SECRET);
        CommandRun bootstrap =
                CommandRun.with(settings, "bootstrap", "--realm", "acme", "--email", "first@example.com", "--json");
        assertThat(bootstrap.exitCode()).as(bootstrap.err()).isZero();
        passwordUrl = JsonPath.from(bootstrap.out()).getString("passwordUrl");
    }

    @Test
    void people_sign_in_and_months_past_their_retention_go() throws SQLException {
        try (Connection owner = connect(url(), OWNER, SECRET)) {
            run(owner, "select add_audit_partition('2020-01-15')");
        }
        Map<String, String> settings = settings();
        settings.put("QUARKUS_FLYWAY_MIGRATE_AT_START", "false");
        settings.put("QUARKUS_SCHEDULER_ENABLED", "true");
        try (Instance instance = Instance.start(settings).awaitReady();
                Connection owner = connect(url(), OWNER, SECRET)) {
            String api = instance.url("/api/v1/realms/acme").toString();
            String invitation = post(
                            api + "/invitation/open",
                            Map.of("token", MailedLink.in(passwordUrl).token()))
                    .getString("invitationId");
            given().contentType("application/json")
                    .body(Map.of("invitationId", invitation, "newPassword", PASSWORD))
                    .post(api + "/invitation/password")
                    .then()
                    .statusCode(204);
            String token = post(api + "/sign-in", Map.of("email", "first@example.com", "password", PASSWORD))
                    .getString("tokens.accessToken");
            given().auth()
                    .oauth2(token)
                    .get(api + "/audit")
                    .then()
                    .statusCode(200)
                    .body("items[0].type", equalTo("SIGNED_IN"));
            await("the oldest month to go").until(() -> isGone(owner, "audit_event_2020_01"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update audit_event set type = 'SIGNED_IN'",
                "delete from audit_event",
                "truncate audit_event",
                "delete from audit_event_default",
                "truncate audit_event_default",
                "drop table audit_event",
                "drop trigger append_only on audit_event",
                "alter table audit_event disable trigger all",
                "alter table audit_event detach partition audit_event_default",
                "update flyway_schema_history set success = false",
                "update schema_compatibility set oldest_supported = 0",
                "create table mine (id int)"
            })
    void the_role_that_serves_changes_no_table_and_no_row_of_the_log(String attempt) throws SQLException {
        try (Connection application = connect(url(), APPLICATION, SECRET)) {
            // Before any trigger could.
            assertThatThrownBy(() -> run(application, attempt))
                    .hasMessageMatching("(?s)ERROR: (permission denied for|must be owner of) .*");
        }
    }

    @Test
    void the_role_that_serves_drops_no_month_of_late() throws SQLException {
        try (Connection application = connect(url(), APPLICATION, SECRET);
                Connection owner = connect(url(), OWNER, SECRET)) {
            run(owner, "select add_audit_partition(now()::date)");
            run(application, "select drop_audit_partitions('infinity')");
            try (var statement = application.createStatement();
                    var events = statement.executeQuery("select count(*) from audit_event")) {
                events.next();
                assertThat(events.getLong(1)).isPositive();
            }
        }
    }

    @Test
    void events_that_came_before_their_month_was_made_move_into_it() throws SQLException {
        try (Connection owner = connect(url(), OWNER, SECRET)) {
            run(
                    owner,
                    "insert into audit_event values (-1, '2019-05-31T23:59:59Z', 'SIGNED_IN', gen_random_uuid(), null,"
                            + " null, '127.0.0.1', '', 'late', '{}')");
            run(owner, "select add_audit_partition('2019-05-01')");
            try (var statement = owner.createStatement();
                    var events = statement.executeQuery("select tableoid::regclass from audit_event where id = -1")) {
                events.next();
                assertThat(events.getString(1)).isEqualTo("audit_event_2019_05");
            }
            assertThatThrownBy(() -> run(owner, "delete from audit_event")).hasMessageContaining("append-only");
        }
    }

    private static boolean isGone(Connection connection, String table) throws SQLException {
        try (var statement = connection.createStatement();
                var found = statement.executeQuery("select to_regclass('" + table + "')")) {
            found.next();
            return found.getString(1) == null;
        }
    }

    private static JsonPath post(String url, Map<String, String> body) {
        return given().contentType("application/json")
                .body(body)
                .post(url)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private static Map<String, String> settings() {
        var settings = new InstanceSettings();
        settings.set("quarkus.datasource.jdbc.url", url());
        settings.set("quarkus.datasource.username", APPLICATION);
        settings.set("quarkus.datasource.password", SECRET);
        settings.set("gatehouse.public-url", "https://gatehouse.example");
        return new HashMap<>(settings.environment());
    }

    private static String url() {
        return setting("url").replaceFirst("/[^/]*$", "/" + NAME);
    }

    private static String setting(String name) {
        String property = "quarkus.datasource." + ("url".equals(name) ? "jdbc.url" : name);
        return ConfigProvider.getConfig().getValue(property, String.class);
    }

    private static Connection connect(String url, String user, String password) throws SQLException {
        return DriverManager.getConnection(url, user, password);
    }

    private static void run(Connection connection, String command) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(command);
        }
    }
}
