package io.gatehouse.web;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import io.gatehouse.admin.Administrator;
import io.gatehouse.admin.Administrators;
import io.gatehouse.admin.EmailAddress;
import io.gatehouse.admin.Role;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.RealmSettings;
import io.gatehouse.realm.Realms;
import io.gatehouse.testing.Browser;
import io.gatehouse.testing.BrowserTest;
import io.gatehouse.testing.GatehouseTest;
import io.gatehouse.testing.SignInClient;
import io.gatehouse.testing.Town;
import jakarta.inject.Inject;
import java.util.Locale;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Takes the pictures of the console; see {@link ScreensBrowserIT}. */
@GatehouseTest
@BrowserTest
@EnabledIfSystemProperty(named = "screens", matches = "true")
class ConsoleScreensBrowserIT {
    @Inject
    Realms realms;

    @Inject
    Administrators administrators;

    @Inject
    Town town;

    @ParameterizedTest
    @CsvSource({"phone,390,844,LIGHT", "phone,390,844,DARK", "desktop,1280,900,LIGHT", "desktop,1280,900,DARK"})
    void console(String device, int width, int height, ColorScheme scheme) {
        Realm realm = realms.create("acme-console-" + device + "-" + scheme.ordinal(), RealmSettings.defaults("Acme"));
        Administrator chief = town.administrator(realm, Role.SYSTEM_ADMINISTRATOR);
        Administrator ada = town.enrolled(realm);
        administrators.change(ada, "Ada Lovelace", Role.OPERATOR, false);
        invited(realm, "Grace Hopper", Role.OBSERVER);
        administrators.change(invited(realm, "Konrad Zuse", Role.OPERATOR), "Konrad Zuse", Role.OPERATOR, true);
        SignInClient.of(realm).start(ada.email().value(), "wrong");
        SignInClient.of(realm).start(ada);
        try (Browser browser = Browser.open()) {
            Page page =
                    browser.newContext(Screens.options(width, height, scheme)).newPage();
            String suffix = Screens.suffix(device, scheme);
            SignInJourney journey = SignInJourney.on(page, realm);
            journey.open("/sign-in");
            journey.signIn(chief);
            journey.sees("Welcome, Some Person");
            Screens.shoot(page, "console" + suffix);
            journey.follow("Administrators");
            journey.sees("Administrators");
            Screens.shoot(page, "administrators" + suffix);
            journey.follow("Ada Lovelace");
            journey.sees("Ada Lovelace");
            Screens.shoot(page, "administrator" + suffix);
            journey.follow("Edit");
            journey.sees("Edit Ada Lovelace");
            Screens.shoot(page, "administrator-edit" + suffix);
            journey.follow("Settings");
            journey.sees("Settings");
            Screens.shoot(page, "settings" + suffix);
            journey.follow("Change settings");
            journey.sees("Change settings");
            journey.tick("On");
            journey.press("Save");
            journey.press("Send me an e-mail");
            journey.reads("A code is on its way to");
            Screens.shoot(page, "settings-edit" + suffix);
            journey.follow("Audit log");
            journey.sees("Audit log");
            Screens.shoot(page, "audit" + suffix);
            journey.follow("Service tokens");
            journey.sees("Service tokens");
            Screens.shoot(page, "service-tokens" + suffix);
            journey.follow("Deliveries");
            journey.sees("Deliveries");
            Screens.shoot(page, "deliveries" + suffix);
            journey.open("/console/administrators/invite");
            journey.sees("Invite an administrator");
            Screens.shoot(page, "administrator-invite" + suffix);
        }
    }

    @ParameterizedTest
    @CsvSource({"phone,390,844,LIGHT", "phone,390,844,DARK", "desktop,1280,900,LIGHT", "desktop,1280,900,DARK"})
    void realms(String device, int width, int height, ColorScheme scheme) {
        Realm root = town.root();
        Administrator chief = town.administrator(root, Role.SYSTEM_ADMINISTRATOR);
        try (Browser browser = Browser.open()) {
            Page page =
                    browser.newContext(Screens.options(width, height, scheme)).newPage();
            String suffix = Screens.suffix(device, scheme);
            SignInJourney journey = SignInJourney.on(page, root);
            page.navigate("/forgot-realm");
            Screens.shoot(page, "forgot-realm" + suffix);
            journey.open("/phone-reset?token=x");
            Screens.shoot(page, "phone-reset" + suffix);
            journey.open("/sign-in");
            journey.signIn(chief);
            journey.sees("Welcome, Some Person");
            journey.follow("Realms");
            journey.sees("Realms");
            Screens.shoot(page, "realms" + suffix);
        }
    }

    private Administrator invited(Realm realm, String name, Role role) {
        String email = name.toLowerCase(Locale.ROOT).replace(' ', '.') + "@example.com";
        return administrators.create(realm.id(), EmailAddress.parse(email).orElseThrow(), name, role);
    }
}
