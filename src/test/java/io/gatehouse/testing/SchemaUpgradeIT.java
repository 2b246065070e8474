package io.gatehouse.testing;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** This version on a schema that a newer one has migrated: works while the schema allows it, and is refused after. */
@GatehouseTest
class SchemaUpgradeIT {
    private static final String PASSWORD = "violet harbour ladder quartz";
    private static final String REFUSED =
            "schema requires an artifact that knows its version 2, and this one knows version 1";

    private final String name = "upgrade_" + UUID.randomUUID().toString().substring(0, 8);
    private String passwordUrl;

    @BeforeEach
    void a_database_that_a_newer_version_has_migrated() throws SQLException {
        try (Connection server = connect(setting("url"))) {
            run(server, "create database " + name);
        }
        CommandRun bootstrap =
                CommandRun.with(settings(), "bootstrap", "--realm", "acme", "--email", "first@example.com", "--json");
        assertThat(bootstrap.exitCode()).as(bootstrap.err()).isZero();
        passwordUrl = JsonPath.from(bootstrap.out()).getString("passwordUrl");
        database("alter table administrator add nickname text not null default ''");
        database("alter table session add origin text not null default ''");
        database("insert into flyway_schema_history values (2, '2', 'newer', 'SQL', 'V2__newer.sql', 1, 'gatehouse',"
                + " now(), 1, true)");
        database("update realm set settings = settings || '{\"passkeys\": {\"allowed\": true}}'");
        database("insert into audit_event select nextval('audit_event_seq'), now(), 'PASSKEY_ADDED', id, null, null,"
                + " '127.0.0.1', '', 'newer', '{}' from realm");
    }

    @Test
    void a_version_that_the_schema_allows_starts_signs_in_and_keeps_what_it_does_not_know() throws SQLException {
        try (Instance instance = Instance.start(settings()).awaitReady()) {
            assertThat(instance.timesLogged("schema.newer:")).isOne();
            String api = instance.url("/api/v1/realms/acme").toString();
            setPassword(api);
            String token = signIn(api);
            Map<String, Object> settings =
                    caller(token).get(api + "/settings").jsonPath().getMap("");
            settings.put("displayName", "Acme Works");
            caller(token)
                    .header("If-Match", "\"0\"")
                    .contentType("application/json")
                    .body(settings)
                    .put(api + "/settings")
                    .then()
                    .statusCode(200);
            caller(token)
                    // The document of this version lists the types that it knows.
                    .noFilters()
                    .get(api + "/audit")
                    .then()
                    .statusCode(200)
                    .body("items.type", hasItem("PASSKEY_ADDED"))
                    .body("items.type", hasItem("SETTINGS_CHANGED"));
            caller(token)
                    .accept("text/csv")
                    .get(api + "/audit.csv")
                    .then()
                    .statusCode(200)
                    .body(containsString("PASSKEY_ADDED"));
        }
        try (Connection connection = connect(url());
                var statement = connection.createStatement();
                var found = statement.executeQuery(
                        "select settings ->> 'displayName', settings #>> '{passkeys,allowed}' from realm")) {
            found.next();
            assertThat(found.getString(1)).isEqualTo("Acme Works");
            assertThat(found.getString(2)).isEqualTo("true");
        }
        for (String command : new String[] {"migrate", "realm list"}) {
            assertThat(CommandRun.with(settings(), command.split(" ")).exitCode())
                    .isZero();
        }
        assertThat(diagnosis().getBoolean("well")).isTrue();
    }

    @Test
    void a_running_version_is_no_longer_ready_once_the_schema_has_moved_past_it() throws SQLException {
        try (Instance instance = Instance.start(settings()).awaitReady()) {
            refuseThisVersion();
            await().until(() -> !instance.isUp("ready"));
            given().get(instance.management("/q/health/ready"))
                    .then()
                    .statusCode(503)
                    .body("checks.find { it.name == 'Schema' }.status", equalTo("DOWN"));
            assertThat(instance.isUp("live")).isTrue();
            assertThat(instance.timesLogged("schema.refused:")).isOne();
        }
    }

    @Test
    void a_version_that_the_schema_does_not_allow_is_refused_everywhere() throws SQLException {
        refuseThisVersion();
        for (String command : new String[] {"", "admin list --realm acme", "migrate"}) {
            CommandRun run = CommandRun.with(settings(), command.isEmpty() ? new String[0] : command.split(" "));
            assertThat(run.exitCode()).as(command).isNotZero();
            assertThat(run.out() + run.err()).as(command).contains(REFUSED, "restore the backup");
        }
        assertThat(diagnosis().getBoolean("well")).isFalse();
        assertThat(diagnosis().getString("says")).contains(REFUSED);
    }

    @Test
    void a_schema_that_other_migrations_have_made_is_refused_in_words() throws SQLException {
        database("update flyway_schema_history set checksum = checksum + 1 where version = '1'");
        for (String command : new String[] {"", "admin list --realm acme", "migrate", "doctor"}) {
            CommandRun run = CommandRun.with(settings(), command.isEmpty() ? new String[0] : command.split(" "));
            assertThat(run.exitCode()).as(command).isNotZero();
            assertThat(run.out() + run.err())
                    .as(command)
                    .contains("made by other migrations than this artifact's: V1")
                    .doesNotContain("\tat ", "Exception");
        }
    }

    private void refuseThisVersion() throws SQLException {
        database("update schema_compatibility set oldest_supported = 2");
    }

    private JsonPath diagnosis() {
        CommandRun run = CommandRun.with(settings(), "doctor", "--json");
        return JsonPath.from(run.out()).setRootPath("diagnoses.find { it.part == 'database' }");
    }

    private void setPassword(String api) {
        String invitation = given().contentType("application/json")
                .body(Map.of("token", MailedLink.in(passwordUrl).token()))
                .post(api + "/invitation/open")
                .jsonPath()
                .getString("invitationId");
        given().contentType("application/json")
                .body(Map.of("invitationId", invitation, "newPassword", PASSWORD))
                .post(api + "/invitation/password")
                .then()
                .statusCode(204);
    }

    private static String signIn(String api) {
        return given().contentType("application/json")
                .body(Map.of("email", "first@example.com", "password", PASSWORD))
                .post(api + "/sign-in")
                .jsonPath()
                .getString("tokens.accessToken");
    }

    private static RequestSpecification caller(String token) {
        return given().auth().oauth2(token);
    }

    private Map<String, String> settings() {
        var settings = new InstanceSettings();
        settings.set("quarkus.datasource.jdbc.url", url());
        settings.set("gatehouse.public-url", "https://gatehouse.example");
        return new HashMap<>(settings.environment());
    }

    private String url() {
        return setting("url").replaceFirst("/[^/]*$", "/" + name);
    }

    private void database(String command) throws SQLException {
        try (Connection connection = connect(url())) {
            run(connection, command);
        }
    }

    private static String setting(String name) {
        String property = "quarkus.datasource." + ("url".equals(name) ? "jdbc.url" : name);
        return ConfigProvider.getConfig().getValue(property, String.class);
    }

    private static Connection connect(String url) throws SQLException {
        return DriverManager.getConnection(url, setting("username"), setting("password"));
    }

    private static void run(Connection connection, String command) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(command);
        }
    }
}
