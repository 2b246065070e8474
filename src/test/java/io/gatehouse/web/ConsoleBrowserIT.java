package io.gatehouse.web;

import static io.gatehouse.testing.SignInClient.mailedCode;

import com.microsoft.playwright.options.ColorScheme;
import io.gatehouse.administrator.Administrator;
import io.gatehouse.administrator.Administrators;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.Role;
import io.gatehouse.testing.BrowserTest;
import io.gatehouse.testing.GatehouseTest;
import io.gatehouse.testing.SignInClient;
import io.gatehouse.testing.TestRealms;
import io.gatehouse.web.layout.PagesInBrowser;
import jakarta.inject.Inject;
import java.util.UUID;
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
        journey.follow("Disable");
        journey.sees("Disable Ada Other?");
        journey.reads("can neither sign in nor reset the password");
        journey.press("Disable");
        journey.reads("Disabled. They are signed out and cannot sign in.");
        journey.readsNot("Sign out everywhere");
        journey.follow("Delete");
        journey.sees("Delete Ada Other?");
        journey.press("Delete");
        journey.reads("Deleted.");

        journey.follow("Settings");
        journey.sees("Settings");
        journey.follow("Change: Codes");
        journey.sees("Codes");
        journey.field("Code lifetime").fill("11");
        journey.press("Save");
        journey.showsError("Code lifetime must be 10 seconds to 10 minutes");
        journey.field("Code lifetime").fill("90");
        journey.field("Unit of: Code lifetime").selectOption("seconds");
        journey.field("Code length").selectOption("7 digits");
        journey.press("Save");
        journey.reads("Settings saved. They apply now.");
        journey.reads("7 digits");
        journey.reads("90 seconds");
        journey.follow("Change: Text messages");
        journey.sees("Text messages");
        journey.tick("Only these countries");
        journey.press("Save");
        journey.showsError("Choose at least one country, or allow all countries");
        journey.field("Find a country").fill("cote");
        journey.tick("Côte d’Ivoire +225");
        journey.press("Save");
        journey.reads("Côte d’Ivoire");
        journey.follow("Change: Name and appearance");
        journey.sees("Name and appearance");
        journey.tick("Purple");
        journey.press("Save");
        journey.reads("Settings saved. They apply now.");
        journey.reads("Purple");

        journey.follow("Audit log");
        journey.sees("Audit log");
        journey.reads("Administrator deleted");
        journey.follow("Service tokens");
        journey.sees("Service tokens");
        journey.field("Name").fill("nightly backup");
        journey.press("Create a service token");
        journey.reads("Copy this token now");
        journey.sees("Service tokens");
        journey.reads("Some Person");
        journey.follow("Revoke nightly backup");
        journey.sees("Revoke nightly backup?");
        journey.press("Revoke");
        journey.reads("Token revoked. It no longer works.");
        journey.follow("Realms");
        journey.sees("Realms");
        journey.follow("Create a realm");
        journey.sees("Create a realm");
        journey.field("Slug (in the URL)").fill("Not a name");
        journey.press("Create a realm");
        journey.showsError("Enter 1 to 63 lower-case letters, digits and hyphens between them");
        String slug = "acme-" + UUID.randomUUID();
        journey.field("Slug (in the URL)").fill(slug);
        journey.field("Display name").fill("Acme Ltd");
        journey.field("Name of the first System Administrator").fill("Grace Hopper");
        journey.field("E-mail address of the first System Administrator").fill(slug + "@example.com");
        journey.press("Create a realm");
        journey.reads("Realm created. Its first System Administrator was invited by e-mail.");
        journey.open("/console/realms?delete=" + slug);
        journey.sees("Delete Acme Ltd?");
        journey.field("Type " + slug + " to confirm").fill("acme");
        journey.press("Delete");
        journey.showsError("This is not the realm’s slug");
        journey.field("Type " + slug + " to confirm").fill(slug);
        journey.press("Delete");
        journey.reads("Realm deleted.");
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
                one + "/actions/disable",
                one + "/actions/remove-phone",
                one + "/revoke-sessions",
                "/console/settings",
                "/console/settings/mfa",
                "/console/settings/codes",
                "/console/settings/text-messages",
                "/console/settings/sessions",
                "/console/settings/appearance",
                "/console/settings/portal",
                "/console/audit?type=PASSWORD_REFUSED",
                "/console/deliveries",
                "/console/service-tokens",
                "/console/realms",
                "/console/realms/create",
                "/factor-reset?token=x"
            }) {
                journey.open(page);
                journey.isAccessible();
            }
        }
    }

    @Test
    void multi_factor_sign_in_is_turned_on_with_the_code_that_arrived_and_off_after_a_question() {
        Realm realm = testRealms.realm();
        Administrator systemAdministrator = testRealms.administrator(realm, Role.SYSTEM_ADMINISTRATOR);
        SignInJourney journey = journey(realm, options(1280));
        journey.open("/sign-in?return_to=/realms/" + realm.slug() + "/console/settings");
        journey.signIn(systemAdministrator);
        journey.follow("Turn on: Multi-factor sign-in");
        journey.sees("Turn on multi-factor sign-in");
        journey.reads("No one else is signed out.");
        journey.reads("1 administrator gets an e-mail that names you.");
        journey.field("E-mail").check();
        journey.press("Turn on");
        journey.reads("Not saved yet");
        journey.reads("A code is on its way to");
        journey.sees("Turn on multi-factor sign-in");
        String code = mailedCode(systemAdministrator);
        journey.field("Code").fill(SignInClient.otherThan(code));
        journey.press("Check code and turn on");
        journey.showsError("This code is wrong. You have 4 attempts left.");
        journey.field("Code").fill(code);
        journey.press("Check code and turn on");
        journey.reads("Settings saved. They apply now.");
        journey.reads("1 administrator has no mobile number and no recovery codes");
        journey.follow("Overview");
        journey.reads("Nothing needs your attention.");
        journey.follow("Audit log");
        journey.reads("Multi-factor sign-in: Off → On");
        journey.reads("Send codes by: Text message or e-mail → E-mail");

        journey.follow("Settings");
        journey.follow("Change: Multi-factor sign-in");
        journey.sees("Multi-factor sign-in");
        journey.reads("Nothing changes yet.");
        journey.field("Once a week in a trusted browser").check();
        journey.reads("No one else is signed out.");
        journey.follow("Turn off multi-factor sign-in");
        journey.sees("Turn off multi-factor sign-in?");
        journey.reads("A password alone will then be enough to sign in");
        journey.press("Turn off");
        journey.reads("Settings saved. They apply now.");
        journey.reads("Off");
    }

    @Test
    void each_channel_of_multi_factor_sign_in_is_confirmed_and_the_last_code_saves() {
        Realm realm = testRealms.realm();
        Administrator systemAdministrator = testRealms.enrolled(realm, Role.SYSTEM_ADMINISTRATOR);
        SignInJourney journey = journey(realm, options(390).setJavaScriptEnabled(false));
        journey.open("/sign-in?return_to=/realms/" + realm.slug() + "/console/settings");
        journey.signIn(systemAdministrator);
        journey.follow("Turn on: Multi-factor sign-in");
        journey.field("Text message or e-mail").check();
        journey.press("Turn on");
        journey.field("Code").fill(code(systemAdministrator, 1));
        journey.press("Check code");
        journey.reads("Confirmed");
        journey.reads("To do");
        journey.field("Code").fill(mailedCode(systemAdministrator));
        journey.press("Check code and turn on");
        journey.reads("Settings saved. They apply now.");
    }

    @Test
    void changes_of_different_sections_do_not_conflict_and_of_one_section_are_compared() {
        Realm realm = testRealms.realm();
        Administrator systemAdministrator = testRealms.administrator(realm, Role.SYSTEM_ADMINISTRATOR);
        SignInJourney one = journey(realm, options(390));
        SignInJourney other = journey(realm, options(1280));
        for (SignInJourney journey : new SignInJourney[] {one, other}) {
            journey.open("/sign-in?return_to=/realms/" + realm.slug() + "/console/settings/appearance");
            journey.signIn(systemAdministrator);
            journey.sees("Name and appearance");
        }
        other.field("Display name").fill("The quicker");
        other.press("Save");
        other.reads("Settings saved. They apply now.");
        other.follow("Change: Codes");
        one.field("Display name").fill("The slower");
        one.press("Save");
        one.reads("Someone else has changed these settings since you opened this page.");
        one.reads("The quicker");
        one.sees("Name and appearance");
        one.press("Save");
        one.reads("Settings saved. They apply now.");
        other.field("Code length").selectOption("8 digits");
        other.press("Save");
        other.reads("Settings saved. They apply now.");
        other.reads("8 digits");
        other.reads("The slower");
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
        observer.reads("Your role is Observer;");
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
        operator.follow("Sign out everywhere");
        operator.sees("Sign Some Person out everywhere?");
        operator.reads("1 session ends immediately.");
        operator.press("Sign out everywhere");
        operator.sees("Sign in");
    }
}
