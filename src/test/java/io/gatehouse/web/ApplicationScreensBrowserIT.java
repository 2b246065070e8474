package io.gatehouse.web;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route.FulfillOptions;
import io.gatehouse.administrator.Administrator;
import io.gatehouse.administrator.Administrators;
import io.gatehouse.openid.RelyingParty;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.RealmSettings.AuthenticationInterval;
import io.gatehouse.realm.RealmSettings.MfaMethod;
import io.gatehouse.realm.Role;
import io.gatehouse.testing.Browser;
import io.gatehouse.testing.BrowserTest;
import io.gatehouse.testing.GatehouseTest;
import io.gatehouse.testing.SignInClient;
import io.gatehouse.testing.TestMail;
import io.gatehouse.testing.TestRealms;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Takes the screenshots of applications, and of forms that say what a change will do; see {@link ScreensBrowserIT}. */
@GatehouseTest
@BrowserTest
@EnabledIfSystemProperty(named = "screens", matches = "true")
class ApplicationScreensBrowserIT {
    private static final String PORTAL = "https://portal.example/**";

    @Inject
    Administrators administrators;

    @Inject
    TestRealms testRealms;

    @ParameterizedTest
    @CsvSource({
        "en,PHONE_LIGHT",
        "en,PHONE_DARK",
        "en,DESKTOP_LIGHT",
        "en,DESKTOP_DARK",
        "de,PHONE_LIGHT",
        "de,DESKTOP_DARK",
        "ja,PHONE_DARK",
        "ja,DESKTOP_LIGHT"
    })
    void applications(String language, View view) {
        Realm realm = testRealms.realm();
        Administrator reader = testRealms.administrator(realm, Role.SYSTEM_ADMINISTRATOR);
        administrators.changeLocale(realm.id(), reader.id(), Optional.of(language));
        try (Browser browser = Browser.open()) {
            Page page = browser.newContext(view.options()).newPage();
            SignInJourney journey = SignInJourney.on(page, realm);
            journey.open("/sign-in");
            signIn(page, reader);
            page.locator(".numbers").waitFor();
            journey.open("/console/applications");
            view.shoot(page, language + "-applications-none");
            journey.open("/console/register-application");
            view.shoot(page, language + "-application-form");
            page.locator("[name=name]").fill("Monitoring");
            page.locator("[name=redirectUris]").fill("https://monitoring.example/callback");
            page.locator("[name=roles]").first().check();
            page.locator("main form .button").first().click();
            page.locator(".secret").first().waitFor();
            view.shoot(page, language + "-application-registered");
            RelyingParty portal = RelyingParty.register(
                    realm,
                    reader,
                    Map.of("clientId", "portal", "backchannelLogoutUri", "https://portal.example/logout"));
            journey.open("/console/applications");
            view.shoot(page, language + "-applications");
            for (String part : new String[] {"", "/edit", "?delete=true"}) {
                journey.open("/console/applications/portal" + part);
                view.shoot(page, language + "-application" + part.replaceAll("[^a-z]+", "-"));
            }
            journey.open("/oidc/logout");
            view.shoot(page, language + "-logout");
            page.route(PORTAL, route -> route.fulfill(new FulfillOptions().setStatus(204)));
            page.context().clearCookies();
            journey.open(portal.authorization(Map.of()));
            view.shoot(page, language + "-authorize");
            page.waitForRequest(PORTAL, () -> signIn(page, reader));
            view.shoot(page, language + "-leading");
        }
    }

    @ParameterizedTest
    @CsvSource({"en,PHONE_LIGHT", "en,DESKTOP_DARK", "de,DESKTOP_LIGHT", "de,PHONE_DARK", "ja,PHONE_LIGHT"})
    void effects(String language, View view) {
        Realm realm = testRealms.realm(MfaMethod.EMAIL, AuthenticationInterval.WEEK);
        Administrator reader = testRealms.administrator(realm, Role.SYSTEM_ADMINISTRATOR);
        administrators.changeLocale(realm.id(), reader.id(), Optional.of(language));
        testRealms.enrolled(realm);
        try (Browser browser = Browser.open()) {
            Page page = browser.newContext(view.options()).newPage();
            SignInJourney journey = SignInJourney.on(page, realm);
            journey.open("/sign-in");
            signIn(page, reader);
            page.locator("#code")
                    .fill(SignInClient.codeIn(
                            TestMail.latestTo(reader.email().value()).text()));
            page.locator("main .button").first().click();
            page.locator(".numbers").waitFor();
            journey.open("/console/settings/mfa");
            page.waitForResponse(
                    "**/effects", () -> page.locator("input[value=SMS]").check());
            view.shoot(page, language + "-effects-mfa");
            journey.open("/console/settings/authenticators");
            page.waitForResponse(
                    "**/effects", () -> page.locator("form select").last().selectOption("PASSKEY"));
            view.shoot(page, language + "-effects-authenticators");
        }
    }

    private static void signIn(Page page, Administrator administrator) {
        page.locator("#email").fill(administrator.email().value());
        page.locator("#password").fill(TestRealms.PASSWORD);
        page.locator("main .button").first().click();
    }
}
