package io.gatehouse.web;

import com.microsoft.playwright.Page;
import io.gatehouse.administrator.Administrator;
import io.gatehouse.administrator.Administrators;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.RealmSettings.MfaMethod;
import io.gatehouse.realm.Role;
import io.gatehouse.testing.Browser;
import io.gatehouse.testing.BrowserTest;
import io.gatehouse.testing.GatehouseTest;
import io.gatehouse.testing.SignInClient;
import io.gatehouse.testing.TestRealms;
import jakarta.inject.Inject;
import java.util.Optional;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Takes the screenshots of other languages than English, for designers and translators; see {@link ScreensBrowserIT}. */
@GatehouseTest
@BrowserTest
@EnabledIfSystemProperty(named = "screens", matches = "true")
class LanguagesScreensBrowserIT {
    @Inject
    Administrators administrators;

    @Inject
    TestRealms testRealms;

    @ParameterizedTest
    @CsvSource({"de,PHONE_LIGHT", "de,DESKTOP_DARK", "ja,PHONE_DARK", "ja,DESKTOP_LIGHT"})
    void every_page(String language, View view) {
        Realm root = testRealms.root();
        Administrator reader = testRealms.administrator(root, Role.SYSTEM_ADMINISTRATOR);
        administrators.changeLocale(root.id(), reader.id(), Optional.of(language));
        Administrator other = testRealms.enrolled(root);
        SignInClient.of(root).start(other.email().value(), "wrong");
        try (Browser browser = Browser.open()) {
            Page page = browser.newContext(view.options()).newPage();
            SignInJourney journey = SignInJourney.on(page, root);
            journey.open("/sign-in");
            journey.signIn(reader);
            page.locator(".numbers").waitFor();
            for (String path : EveryPageBrowserIT.SIGNED_IN) {
                journey.open(path.replace("{id}", other.id().toString()));
                view.shoot(page, language + path.replaceAll("[^a-zA-Z-]+", "-"));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"de,PHONE_LIGHT", "ja,PHONE_LIGHT"})
    void sign_in(String language, View view) {
        Realm realm = testRealms.realm(MfaMethod.SMS_OR_EMAIL);
        try (Browser browser = Browser.open()) {
            Page page = browser.newContext(view.options()).newPage();
            SignInJourney journey = SignInJourney.on(page, realm);
            journey.open("/sign-in?language=" + language);
            view.shoot(page, language + "-sign-in");
            enter(page, testRealms.administrator(realm));
            page.locator("#phone").waitFor();
            view.shoot(page, language + "-mobile-number");
            journey.open("/sign-in");
            enter(page, testRealms.enrolled(realm));
            page.locator(".choice").first().waitFor();
            view.shoot(page, language + "-channel");
            page.locator("button[value=SMS]").click();
            page.locator("#code").waitFor();
            view.shoot(page, language + "-code");
            for (String path : EveryPageBrowserIT.OF_LINKS) {
                journey.open(path);
                view.shoot(page, language + path.replaceAll("[^a-zA-Z-]+", "-"));
            }
        }
    }

    private static void enter(Page page, Administrator administrator) {
        page.locator("#email").fill(administrator.email().value());
        page.locator("#password").fill(TestRealms.PASSWORD);
        page.locator("main .button").first().click();
    }
}
