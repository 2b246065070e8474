package io.gatehouse.web.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.openid.client.Client;
import io.gatehouse.openid.client.ClientMetadata.ClientType;
import io.gatehouse.openid.client.Clients;
import io.gatehouse.openid.provider.Acr;
import io.gatehouse.openid.provider.OpenIdScope;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.Role;
import io.gatehouse.testing.GatehouseTest;
import io.gatehouse.testing.TestRealms;
import io.gatehouse.web.Visitor;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The pages of applications over HTTP. */
@GatehouseTest
class ApplicationPagesIT {
    private static final Pattern SECRET = Pattern.compile("class=\"secret\">([A-Za-z0-9_-]{43})<");

    @Inject
    TestRealms testRealms;

    @Inject
    Clients clients;

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
}
