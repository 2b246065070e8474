package io.gatehouse.web.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.openid.client.Client;
import io.gatehouse.openid.client.ClientMetadata.ClientType;
import io.gatehouse.openid.client.Clients;
import io.gatehouse.openid.provider.OpenIdScope;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.Role;
import io.gatehouse.testing.Database;
import io.gatehouse.testing.GatehouseTest;
import io.gatehouse.testing.SessionClient;
import io.gatehouse.testing.TestRealms;
import io.gatehouse.token.Acr;
import io.gatehouse.web.Visitor;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The pages of applications over HTTP. */
@GatehouseTest
class ApplicationPagesIT {
    private static final Pattern SECRET = Pattern.compile("class=\"secret\">([A-Za-z0-9_-]{43})<");

    @Inject
    TestRealms testRealms;

    @Inject
    Clients clients;

    @Inject
    Database database;

    private static Optional<String> secret(Response page) {
        Matcher secret = SECRET.matcher(page.asString());
        return secret.find() ? Optional.of(secret.group(1)) : Optional.empty();
    }

    @Test
    void an_application_is_registered_changed_and_deleted() {
        Realm realm = testRealms.realm();
        Administrator administrator = testRealms.administrator(realm, Role.SYSTEM_ADMINISTRATOR);
        Visitor visitor = Visitor.of(realm);
        visitor.signIn(administrator);
        visitor.get("/console/applications").then().statusCode(200).body(containsString("No application"));
        visitor.post(
                        "/console/register-application",
                        Map.of("name", "Portal", "redirectUris", "http://portal.example/"))
                .then()
                .statusCode(400)
                .body(containsString("Use 1 to 20 addresses"))
                .body(containsString("Choose at least one role"));
        Response registered = visitor.post(
                "/console/register-application",
                Map.of(
                        "name",
                        "Portal",
                        "clientId",
                        "portal",
                        "type",
                        "CONFIDENTIAL",
                        "redirectUris",
                        "https://portal.example/callback\r\nhttps://portal.example/other",
                        "minimumAcr",
                        "MULTIPLE_FACTORS",
                        "scopes",
                        "EMAIL",
                        "roles",
                        "OPERATOR"));
        registered.then().statusCode(200).body(containsString("/.well-known/openid-configuration"));
        Client client = clients.find(realm.id(), "portal").orElseThrow();
        assertThat(client.metadata().redirectUris())
                .containsExactly("https://portal.example/callback", "https://portal.example/other");
        assertThat(client.metadata().scopes()).containsExactlyInAnyOrder(OpenIdScope.OPENID, OpenIdScope.EMAIL);
        assertThat(client.metadata().roles()).containsExactly(Role.OPERATOR);
        assertThat(client.metadata().minimumAcr()).contains(Acr.MULTIPLE_FACTORS);
        String first = secret(registered).orElseThrow();
        assertThat(clients.hasSecret(client, first)).isTrue();

        visitor.get("/console/applications/portal").then().statusCode(200).body(not(containsString(first)));
        String second = secret(visitor.post("/console/applications/portal/secret", Map.of()))
                .orElseThrow();
        assertThat(clients.hasSecret(client, first)).isTrue();
        assertThat(clients.hasSecret(client, second)).isTrue();

        visitor.get("/console/applications/portal/edit")
                .then()
                .statusCode(200)
                .body(containsString("https://portal.example/other"));
        visitor.post(
                        "/console/applications/portal/edit",
                        Map.of("name", "New name", "redirectUris", "https://portal.example/new", "roles", "OBSERVER"))
                .then()
                .statusCode(200)
                .body(containsString("The application is changed."));
        Client changed = clients.find(realm.id(), "portal").orElseThrow();
        assertThat(changed.metadata().redirectUris()).isEqualTo(List.of("https://portal.example/new"));
        assertThat(changed.metadata().type()).isEqualTo(ClientType.CONFIDENTIAL);
        assertThat(changed.metadata().minimumAcr()).isEmpty();

        visitor.get("/console/applications/portal?delete=true")
                .then()
                .statusCode(200)
                .body(containsString("Delete New name?"));
        visitor.post("/console/applications/portal/delete", Map.of())
                .then()
                .statusCode(200)
                .body(containsString("The application is deleted."));
        assertThat(clients.list(realm.id())).isEmpty();
        visitor.get("/console/audit").then().body(containsString("Application registered"));
    }

    @ParameterizedTest
    @CsvSource({
        "CONFIDENTIAL, apache, examples/apache/gatehouse.conf, /oidc/callback",
        "CONFIDENTIAL, spring, examples/spring/src/main/resources/application.properties, /callback",
        "CONFIDENTIAL, quarkus, examples/quarkus/src/main/resources/application.properties, /callback",
        "PUBLIC, oidc-client-ts, examples/oidc-client-ts/app.js, /",
    })
    void settings_of_software_are_those_of_its_example(ClientType type, String id, Path example, String path)
            throws IOException {
        Realm realm = testRealms.realm();
        Administrator administrator = testRealms.administrator(realm, Role.SYSTEM_ADMINISTRATOR);
        register(realm, administrator, type, "https://portal.example.com" + path);
        Visitor visitor = Visitor.of(realm);
        visitor.signIn(administrator);
        Response page = visitor.get("/console/applications/portal");
        Matcher settings = Pattern.compile("(?s)<pre class=\"secret\" id=\"settings-" + id + "\">(.*?)</pre>")
                .matcher(page.asString());
        assertThat(settings.find()).isTrue();
        String shown = settings.group(1)
                .replace("&quot;", "\"")
                .replace("&#39;", "'")
                .replace("http://localhost:8081/realms/" + realm.slug(), "https://id.example.com/realms/acme");
        String shipped = Files.readString(example)
                .replace("http://localhost:8080/realms/demo", "https://id.example.com/realms/acme")
                .replace("client_id: 'spa'", "client_id: 'portal'")
                .replace("location.origin + '/'", "'https://portal.example.com/'");
        assertThat(shown.lines().filter(line -> !line.contains("…")))
                .allSatisfy(line -> assertThat(shipped).contains(line));
    }

    private static void register(Realm realm, Administrator administrator, ClientType type, String redirectUri) {
        SessionClient.as(realm, administrator)
                .body(Map.of(
                        "name", "Portal",
                        "clientId", "portal",
                        "type", type.name().toLowerCase(Locale.ROOT),
                        "scopes", List.of("openid", "profile", "email", "groups"),
                        "redirectUris", List.of(redirectUri)))
                .post("/clients")
                .then()
                .statusCode(201);
    }

    @Test
    void a_trial_shows_the_claims_that_the_application_would_get_and_leaves_it_no_tokens() {
        Realm realm = testRealms.realm();
        Administrator administrator = testRealms.administrator(realm, Role.SYSTEM_ADMINISTRATOR);
        Visitor visitor = Visitor.of(realm);
        visitor.signIn(administrator);
        register(realm, administrator, ClientType.CONFIDENTIAL, "https://portal.example/callback");
        visitor.post("/console/applications/portal/trial", Map.of())
                .then()
                .statusCode(200)
                .body(containsString("<code>" + administrator.id() + "</code>"))
                .body(containsString("<code>urn:gatehouse:pwd</code>"))
                .body(containsString("SYSTEM_ADMINISTRATOR"));
        assertThat(database.number("select count(*) filter (where ended_at is null) * 10 + count(*) from openid_grant"
                        + " where realm_id = '" + realm.id() + "'"))
                .as("one grant, which has ended")
                .isOne();
        visitor.get("/console/audit").then().body(containsString("Tried on the application’s page"));

        visitor.post(
                        "/console/applications/portal/edit",
                        Map.of(
                                "name", "Portal",
                                "redirectUris", "https://portal.example/callback",
                                "minimumAcr", "MULTIPLE_FACTORS",
                                "roles", "SYSTEM_ADMINISTRATOR"))
                .then()
                .statusCode(200);
        visitor.post("/console/applications/portal/trial", Map.of())
                .then()
                .statusCode(200)
                .body(containsString("<code>unmet_authentication_requirements</code>"))
                .body(not(containsString("urn:gatehouse:pwd")));
    }
}
