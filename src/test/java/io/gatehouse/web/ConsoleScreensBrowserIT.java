package io.gatehouse.web;

import com.microsoft.playwright.Page;
import io.gatehouse.administrator.Administrator;
import io.gatehouse.administrator.Administrators;
import io.gatehouse.administrator.EmailAddress;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.RealmSettings;
import io.gatehouse.realm.RealmSettings.MfaMethod;
import io.gatehouse.realm.Realms;
import io.gatehouse.realm.Role;
import io.gatehouse.testing.Browser;
import io.gatehouse.testing.BrowserTest;
import io.gatehouse.testing.GatehouseTest;
import io.gatehouse.testing.SignInClient;
import io.gatehouse.testing.TestRealms;
import jakarta.inject.Inject;
import java.util.Locale;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Takes the screenshots of the console; see {@link ScreensBrowserIT}. */
@GatehouseTest
@BrowserTest
@EnabledIfSystemProperty(named = "screens", matches = "true")
class ConsoleScreensBrowserIT {
    @Inject
    Realms realms;

    @Inject
    Administrators administrators;

    @Inject
    TestRealms testRealms;

    @ParameterizedTest
    @EnumSource(View.class)
    void console(View view) {
        Realm realm = realms.create("acme-console-" + view.slug(), RealmSettings.defaults("Acme"));
        Administrator systemAdministrator = testRealms.administrator(realm, Role.SYSTEM_ADMINISTRATOR);
        Administrator ada = testRealms.enrolled(realm);
        administrators.change(ada, "Ada Lovelace", Role.OPERATOR, false);
        invited(realm, "Grace Hopper", Role.OBSERVER);
        administrators.change(invited(realm, "Konrad Zuse", Role.OPERATOR), "Konrad Zuse", Role.OPERATOR, true);
        SignInClient.of(realm).start(ada.email().value(), "wrong");
        SignInClient.of(realm).start(ada);
        try (Browser browser = Browser.open()) {
            Page page = browser.newContext(view.options()).newPage();
            SignInJourney journey = SignInJourney.on(page, realm);
            journey.open("/sign-in");
            journey.signIn(systemAdministrator);
            journey.sees("Welcome, Some Person");
            view.shoot(page, "console");
            journey.follow("Administrators");
            journey.sees("Administrators");
            view.shoot(page, "administrators");
            journey.follow("Ada Lovelace");
            journey.sees("Ada Lovelace");
            view.shoot(page, "administrator");
            journey.follow("Edit");
            journey.sees("Edit Ada Lovelace");
            view.shoot(page, "administrator-edit");
            journey.follow("Settings");
            journey.sees("Settings");
            view.shoot(page, "settings");
            journey.follow("Change: Text messages");
            journey.sees("Text messages");
            view.shoot(page, "settings-text-messages");
            journey.open("/console/settings/appearance");
            journey.sees("Name and appearance");
            view.shoot(page, "settings-appearance");
            journey.open("/console/settings/mfa");
            journey.field("E-mail").check();
            view.shoot(page, "settings-mfa");
            journey.press("Turn on");
            journey.reads("A code is on its way to");
            view.shoot(page, "settings-mfa-code");
            journey.follow("Audit log");
            journey.sees("Audit log");
            view.shoot(page, "audit");
            journey.follow("Service tokens");
            journey.sees("Service tokens");
            view.shoot(page, "service-tokens");
            journey.follow("Deliveries");
            journey.sees("Deliveries");
            view.shoot(page, "deliveries");
            journey.open("/console/administrators/invite");
            journey.sees("Invite an administrator");
            view.shoot(page, "administrator-invite");
        }
    }

    @ParameterizedTest
    @EnumSource(View.class)
    void realms(View view) {
        Realm root = testRealms.root();
        testRealms.realm(MfaMethod.SMS_OR_EMAIL);
        Administrator systemAdministrator = testRealms.administrator(root, Role.SYSTEM_ADMINISTRATOR);
        try (Browser browser = Browser.open()) {
            Page page = browser.newContext(view.options()).newPage();
            SignInJourney journey = SignInJourney.on(page, root);
            page.navigate("/forgot-realm");
            view.shoot(page, "forgot-realm");
            journey.open("/factor-reset?token=x");
            view.shoot(page, "phone-reset");
            journey.open("/sign-in");
            journey.signIn(systemAdministrator);
            journey.sees("Welcome, Some Person");
            journey.follow("Realms");
            journey.sees("Realms");
            view.shoot(page, "realms");
            journey.follow("Create a realm");
            journey.sees("Create a realm");
            view.shoot(page, "realm-create");
        }
    }

    private Administrator invited(Realm realm, String name, Role role) {
        String email = name.toLowerCase(Locale.ROOT).replace(' ', '.') + "@example.com";
        return administrators.create(realm.id(), EmailAddress.parse(email).orElseThrow(), name, role);
    }
}
