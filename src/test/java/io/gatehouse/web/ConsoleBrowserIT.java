package io.gatehouse.web;

import static io.gatehouse.testing.SignInClient.codeIn;

import com.microsoft.playwright.options.ColorScheme;
import io.gatehouse.administrator.Administrator;
import io.gatehouse.administrator.Administrators;
import io.gatehouse.administrator.Role;
import io.gatehouse.realm.Realm;
import io.gatehouse.testing.BrowserTest;
import io.gatehouse.testing.GatehouseTest;
import io.gatehouse.testing.SignInClient;
import io.gatehouse.testing.TestMail;
import io.gatehouse.testing.TestRealms;
import io.gatehouse.web.layout.PagesInBrowser;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The console in a real browser: phone and desktop, light and dark. */
@GatehouseTest
@BrowserTest
class ConsoleBrowserIT extends PagesInBrowser {
    @Inject
    TestRealms testRealms;

    @Inject
    Administrators administrators;

    @ParameterizedTest
    @CsvSource({"390,LIGHT", "390,DARK", "1280,LIGHT", "1280,DARK", "320,LIGHT"})
    void every_page_of_a_system_administrator_of_the_root_realm(int width, ColorScheme scheme) {
        Realm root = testRealms.root();
        Administrator systemAdministrator = testRealms.administrator(root, Role.SYSTEM_ADMINISTRATOR);
        Administrator administrator = testRealms.enrolled(root);
        SignInClient.of(root).start(administrator.email().value(), "wrong");
        SignInJourney journey = journey(root, options(width).setColorScheme(scheme));
        journey.open("/sign-in");
        journey.signIn(systemAdministrator);
        journey.sees("Welcome, Some Person");
        journey.reads("Anyone who signs in here controls every realm.");

        journey.open("/console/administrators?query=" + administrator.email().value());
        journey.sees("Administrators");
        journey.follow("Some Person");
        journey.sees("Some Person");
        journey.reads("Wrong password entered");
        journey.follow("Edit");
        journey.sees("Edit Some Person");
        journey.field("Name").fill("Ada Other");
        journey.field("Observer").check();
        journey.press("Save");
        journey.reads("Saved.");
        journey.sees("Ada Other");
        journey.follow("Edit");
        journey.press("Disable");
        journey.reads("Disabled. They are signed out and cannot sign in.");
        journey.follow("Edit");
        journey.press("Delete");
        journey.sees("Delete Ada Other?");
        journey.press("Delete");
        journey.reads("Deleted.");

        journey.follow("Settings");
        journey.sees("Settings");
        journey.follow("Change settings");
        journey.sees("Change settings");
        journey.field("Code length").fill("9");
        journey.press("Save");
        journey.showsError("Code length must be 6, 7 or 8");
        journey.field("Code length").fill("7");
        journey.press("Save");
        journey.reads("Settings saved. They apply now.");
        journey.reads("Code length");

        journey.follow("Audit log");
        journey.sees("Audit log");
        journey.reads("Administrator deleted");
        journey.follow("Service tokens");
        journey.sees("Service tokens");
        journey.field("Name").fill("nightly backup");
        journey.press("Create a service token");
        journey.reads("Copy this token now");
        journey.sees("Service tokens");
        journey.follow("Realms");
        journey.sees("Realms");
        journey.field("Slug (in the URL)").fill("Not a name");
        journey.press("Create a realm");
        journey.showsError("Enter 1 to 63 lower-case letters, digits and hyphens between them");
    }

    @Test
    void every_page_is_accessible_and_narrow_enough_in_every_language() {
        Realm root = testRealms.root();
        Administrator systemAdministrator = testRealms.administrator(root, Role.SYSTEM_ADMINISTRATOR);
        Administrator administrator = testRealms.enrolled(root);
        administrators.change(administrator, "Maximiliane Wolfeschlegelsteinhausenbergerdorff", Role.OPERATOR, false);
        SignInClient.of(root).start(administrator.email().value(), "wrong");
        SignInJourney journey = journey(root, options(390));
        journey.open("/sign-in");
        journey.signIn(systemAdministrator);
        journey.sees("Welcome, Some Person");
        String one = "/console/administrators/" + administrator.id();
        for (String language : new String[] {"de", "fr", "es", "ja"}) {
            journey.open("/console?language=" + language);
            for (String page : new String[] {
                "/console",
                "/console/administrators?query=maximiliane",
                "/console/administrators/invite",
                one,
                one + "/edit",
                "/console/settings",
                "/console/settings/edit",
                "/console/audit?type=PASSWORD_REFUSED",
                "/console/deliveries",
                "/console/service-tokens",
                "/console/realms",
                "/phone-reset?token=x"
            }) {
                journey.open(page);
                journey.isAccessible();
            }
        }
    }

    @Test
    void multi_factor_sign_in_is_switched_on_after_a_code_arrived() {
        Realm realm = testRealms.realm();
        Administrator systemAdministrator = testRealms.administrator(realm, Role.SYSTEM_ADMINISTRATOR);
        SignInJourney journey = journey(realm, options(1280));
        journey.open("/sign-in?return_to=/realms/" + realm.slug() + "/console/settings/edit");
        journey.signIn(systemAdministrator);
        journey.sees("Change settings");
        journey.field("Display name").fill("Acme anew");
        journey.tick("On");
        journey.field("E-mail").check();
        journey.press("Save");
        journey.reads("First confirm that codes reach you");
        journey.press("Send me an e-mail");
        journey.reads("A code is on its way to");
        journey.sees("Change settings");
        String code =
                codeIn(TestMail.latestTo(systemAdministrator.email().value()).text());
        journey.field("Code").fill(SignInClient.otherThan(code));
        journey.press("Check code");
        journey.showsError("This code is wrong. You have 4 attempts left.");
        journey.field("Code").fill(code);
        journey.press("Check code");
        journey.reads("Confirmed. Save to apply your changes.");
        journey.press("Save");
        journey.reads("Settings saved. They apply now.");
        journey.reads("Acme anew");
        journey.reads("1 administrator has no mobile number and no recovery codes");
        journey.follow("Overview");
        journey.reads("Nothing needs your attention.");
        journey.follow("Audit log");
        journey.reads("Multi-factor sign-in: Off → On");
        journey.reads("Send codes by: Text message or e-mail → E-mail");
    }

    @Test
    void each_channel_of_multi_factor_sign_in_is_confirmed() {
        Realm realm = testRealms.realm();
        Administrator systemAdministrator = testRealms.enrolled(realm, Role.SYSTEM_ADMINISTRATOR);
        SignInJourney journey = journey(realm, options(390));
        journey.open("/sign-in?return_to=/realms/" + realm.slug() + "/console/settings/edit");
        journey.signIn(systemAdministrator);
        journey.tick("On");
        journey.field("Text message or e-mail").check();
        journey.press("Save");
        journey.reads("First confirm that codes reach you");
        journey.press("Send me a text message");
        journey.field("Code").fill(code(systemAdministrator, 1));
        journey.press("Check code");
        journey.reads("Text message confirmed. E-mail still to do.");
        journey.reads("To do");
    }

    @Test
    void a_concurrent_change_shows_both_settings() {
        Realm realm = testRealms.realm();
        Administrator systemAdministrator = testRealms.administrator(realm, Role.SYSTEM_ADMINISTRATOR);
        SignInJourney one = journey(realm, options(390));
        SignInJourney other = journey(realm, options(1280));
        for (SignInJourney journey : new SignInJourney[] {one, other}) {
            journey.open("/sign-in?return_to=/realms/" + realm.slug() + "/console/settings/edit");
            journey.signIn(systemAdministrator);
            journey.sees("Change settings");
        }
        other.field("Display name").fill("The quicker");
        other.press("Save");
        other.reads("Settings saved. They apply now.");
        one.field("Display name").fill("The slower");
        one.press("Save");
        one.reads("Someone else has changed the settings meanwhile.");
        one.reads("The quicker");
        one.sees("Change settings");
        one.press("Save");
        one.reads("Settings saved. They apply now.");
        one.reads("The slower");
    }

    @Test
    void observers_read_and_operators_support() {
        Realm realm = testRealms.realm();
        Administrator administrator = testRealms.administrator(realm);
        SignInJourney observer = journey(realm, options(1280));
        observer.open("/sign-in");
        observer.signIn(testRealms.administrator(realm, Role.OBSERVER));
        observer.sees("Welcome, Some Person");
        observer.readsNot("Service tokens");
        observer.open("/console/administrators/" + administrator.id());
        observer.sees("Some Person");
        observer.readsNot("Sign out everywhere");
        observer.readsNot("Edit");
        observer.open("/console/administrators/invite");
        observer.sees("You don’t have access to this page");
        observer.reads("Your role is Observer.");
        observer.follow("Go to the overview");
        observer.sees("Welcome, Some Person");
        observer.open("/console/administrators/" + realm.id());
        observer.sees("Page not found");
        observer.follow("Go to the overview");
        observer.sees("Welcome, Some Person");
        SignInJourney operator = journey(realm, options(390));
        operator.open("/sign-in");
        operator.signIn(administrator);
        operator.open("/console/administrators/" + administrator.id());
        operator.readsNot("Edit");
        operator.press("Sign out everywhere");
        operator.sees("Sign in");
    }
}
