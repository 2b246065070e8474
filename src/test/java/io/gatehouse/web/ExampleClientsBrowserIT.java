package io.gatehouse.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.gatehouse.testing.SignInClient.codeIn;
import static io.gatehouse.testing.SignInClient.mailedCode;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.options.AriaRole;
import io.gatehouse.administrator.Administrator;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.RealmSettings.MfaMethod;
import io.gatehouse.realm.Realms;
import io.gatehouse.realm.Role;
import io.gatehouse.testing.Browser;
import io.gatehouse.testing.BrowserTest;
import io.gatehouse.testing.ExampleClient;
import io.gatehouse.testing.ExampleClientProcess;
import io.gatehouse.testing.GatehouseTest;
import io.gatehouse.testing.SessionClient;
import io.gatehouse.testing.SignInClient;
import io.gatehouse.testing.StaticSite;
import io.gatehouse.testing.TestRealms;
import io.gatehouse.testing.TestSms;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Real OpenID clients, set up by the shipped examples: sign-in, refresh, step-up, and the end of the session. They fetch what they are built from. */
@GatehouseTest
@BrowserTest
@TestProfile(ExampleClientsBrowserIT.RealTime.class)
@EnabledIfEnvironmentVariable(named = "GATEHOUSE_REQUIRE_CLIENTS", matches = "true")
class ExampleClientsBrowserIT {
    /** Shorter than the time before its end at which most clients refresh, so that they do at every request. */
    private static final Duration SHORT = Duration.ofSeconds(30);

    private static final Duration LONG = Duration.ofMinutes(5);
    private static final String STEP_UP = "Confirm with a second factor";

    @Inject
    TestRealms testRealms;

    @Inject
    Realms realms;

    private Browser browser;
    private Page page;

    /** An application whose clock no other test has put forward: that of the clients is the real one. */
    public static class RealTime implements QuarkusTestProfile {}

    @BeforeEach
    void open() {
        browser = Browser.open();
        page = browser.newPage();
    }

    @AfterEach
    void close() {
        browser.close();
    }

    private record Registered(Realm realm, Administrator systemAdministrator, String clientId, String secret) {}

    @ParameterizedTest
    @EnumSource(ExampleClient.class)
    void a_server_signs_in_refreshes_steps_up_and_learns_of_a_revocation(ExampleClient example) {
        try (var client = new ExampleClientProcess(example)) {
            String backChannel = client.address("back-channel logout");
            Registered registered = register(
                    SHORT,
                    Map.of(
                            "redirectUris",
                            List.of(client.address("redirect address")),
                            "backchannelLogoutUri",
                            backChannel));
            client.start(issuer(registered.realm()), registered.clientId(), registered.secret());
            Administrator administrator = testRealms.enrolled(registered.realm());

            page.navigate(client.origin() + "/");
            signIn(registered.realm(), administrator);
            shows("email", administrator.email().value());
            shows("acr", "urn:gatehouse:mca");

            String expires = shown("expires");
            await("a refresh")
                    .atMost(Duration.ofSeconds(45))
                    .pollInterval(Duration.ofSeconds(1))
                    .until(() -> {
                        page.reload();
                        return !shown("expires").equals(expires);
                    });
            shows("acr", "urn:gatehouse:mca");

            page.getByText(STEP_UP).click();
            enterTextedCode(registered.realm(), administrator);
            shows("acr", "urn:gatehouse:mfa");
            assertThat(page.url()).startsWith(client.origin() + "/step-up");

            revoke(registered, administrator);
            await("the logout token").atMost(Duration.ofSeconds(10)).until(() -> client.hasAnswered(backChannel));
            page.navigate(client.origin() + "/");
            assertThat(page).hasURL(Pattern.compile(".*/sign-in\\?.*"));
        }
    }

    @Test
    void a_single_page_signs_in_refreshes_steps_up_and_learns_of_a_revocation_when_it_refreshes() {
        Path folder = Path.of("examples", "oidc-client-ts");
        ExampleClient.fetchPackages(folder);
        try (var site = new StaticSite(folder)) {
            Registered registered = register(
                    LONG, Map.of("type", "public", "redirectUris", List.of(site.origin() + "/"), "clientId", "spa"));
            site.replace(Map.of(
                    "http://localhost:8080",
                    "http://localhost:8081",
                    "/realms/demo",
                    "/realms/" + registered.realm().slug()));
            Administrator administrator = testRealms.enrolled(registered.realm());
            page.clock().install();
            page.navigate(site.origin());
            press("Sign in");
            signIn(registered.realm(), administrator);
            shows("email", administrator.email().value());
            shows("acr", "urn:gatehouse:mca");

            String expires = shown("expires");
            page.clock().fastForward("04:10");
            assertThat(page.locator("dt:text-is('expires') + dd")).not().hasText(expires);

            press(STEP_UP);
            enterTextedCode(registered.realm(), administrator);
            shows("acr", "urn:gatehouse:mfa");

            revoke(registered, administrator);
            page.clock().fastForward("04:10");
            assertThat(page.getByRole(AriaRole.STATUS)).hasText("Signed out");
        }
    }

    private Registered register(Duration accessToken, Map<String, Object> client) {
        Realm realm = testRealms.realm(
                settings -> settings.withPortal(settings.audience(), settings.allowedOrigins(), accessToken));
        Administrator systemAdministrator = testRealms.enrolled(realm, Role.SYSTEM_ADMINISTRATOR);
        Map<String, Object> body = SignInClient.with(client, "name", "Portal");
        body.put("scopes", List.of("openid", "email", "profile", "groups"));
        JsonPath registered = SessionClient.as(realm, systemAdministrator)
                .body(body)
                .post("/clients")
                .then()
                .statusCode(201)
                .extract()
                .jsonPath();
        realms.update(realm, realm.settings().with(realm.settings().mfa().enabledWith(MfaMethod.SMS_OR_EMAIL)));
        return new Registered(
                realm, systemAdministrator, registered.getString("clientId"), registered.getString("clientSecret"));
    }

    private static String issuer(Realm realm) {
        return "http://localhost:8081/realms/" + realm.slug();
    }

    private void signIn(Realm realm, Administrator administrator) {
        SignInJourney journey = SignInJourney.on(page, realm);
        journey.signIn(administrator);
        page.getByRole(AriaRole.BUTTON, new GetByRoleOptions().setName(Pattern.compile("^E-mail")))
                .click();
        journey.enterCode(mailedCode(administrator));
    }

    private void enterTextedCode(Realm realm, Administrator administrator) {
        page.getByRole(AriaRole.BUTTON, new GetByRoleOptions().setName(Pattern.compile("^Text message")))
                .click();
        String number = administrator.phone().orElseThrow().value();
        SignInJourney.on(page, realm).enterCode(codeIn(TestSms.latestTo(number)));
    }

    /** Has a System Administrator revoke the sessions of the administrator. */
    private static void revoke(Registered registered, Administrator administrator) {
        SignInClient client = SignInClient.of(registered.realm());
        String id = client.begin(registered.systemAdministrator());
        client.code(id, "sms").then().statusCode(200);
        String number = registered.systemAdministrator().phone().orElseThrow().value();
        String token = client.verify(id, codeIn(TestSms.latestTo(number))).path("tokens.accessToken");
        SessionClient.api(registered.realm(), token)
                .post("/administrators/" + administrator.id() + "/revoke-sessions")
                .then()
                .statusCode(204);
    }

    private void press(String button) {
        page.getByRole(AriaRole.BUTTON, new GetByRoleOptions().setName(button)).click();
    }

    private void shows(String name, String value) {
        assertThat(page.locator("dt:text-is('" + name + "') + dd")).hasText(value);
    }

    private String shown(String name) {
        return page.locator("dt:text-is('" + name + "') + dd").innerText();
    }
}
