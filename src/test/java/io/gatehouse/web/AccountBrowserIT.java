package io.gatehouse.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import io.gatehouse.administrator.Administrator;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.RealmSettings.AuthenticationInterval;
import io.gatehouse.realm.RealmSettings.MfaMethod;
import io.gatehouse.testing.BrowserTest;
import io.gatehouse.testing.GatehouseTest;
import io.gatehouse.testing.TestClock;
import io.gatehouse.testing.TestRealms;
import io.gatehouse.web.layout.PagesInBrowser;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Sessions and trusted browsers in the account pages: phone and desktop, light and dark, by keyboard, without scripts.
 */
@GatehouseTest
@BrowserTest
class AccountBrowserIT extends PagesInBrowser {
    @Inject
    TestRealms testRealms;

    @Inject
    TestClock clock;

    @ParameterizedTest
    @CsvSource({"390,LIGHT", "390,DARK", "1280,LIGHT", "1280,DARK", "320,LIGHT"})
    void the_account_with_a_session_elsewhere_and_a_trusted_browser(int width, ColorScheme scheme) {
        Realm realm = weekly();
        Administrator administrator = testRealms.enrolled(realm);
        SignInJourney elsewhere = journey(realm, options(1280));
        signIn(elsewhere, administrator, 1);
        SignInJourney here = journey(realm, options(width).setColorScheme(scheme));
        here.open("/sign-in");
        here.signIn(administrator);
        here.sees("Check your phone");
        here.tick("Trust this browser for a week");
        here.enterCode(code(administrator, 2));

        here.open("/account");
        here.sees("Your account");
        here.reads(administrator.phone().orElseThrow().hint());
        here.reads("Chrome on Linux");
        here.reads("127.0.0.1");
        here.reads("Password and a code by text message");
        here.pressInRow("End session");
        here.reads("Session ended.");
        here.isAt("/account?done=session-ended");
        here.sees("Your account");
        elsewhere.open("/account");
        elsewhere.sees("Sign in");
        here.pressInRow("Remove trust");
        here.reads("The browser is no longer trusted.");
        here.reads("None yet.");
        here.sees("Your account");
        here.follow("Overview");
        here.sees("Welcome, Some Person");
        here.open("/account");
        here.follow("Show activity");
        here.sees("Activity");
        here.reads("Browser trust removed");
        here.follow("Back to your account");
        here.follow("Sign out everywhere");
        here.sees("Sign out everywhere?");
        here.press("Sign out everywhere");
        here.sees("Sign in");
        here.reads("You are signed out on every device.");
    }

    @Test
    void a_trusted_browser_needs_no_code_until_the_trust_is_revoked() {
        Realm realm = weekly();
        Administrator administrator = testRealms.enrolled(realm);
        SignInJourney journey = journey(realm, options(1280));
        journey.open("/sign-in");
        journey.signIn(administrator);
        journey.tick("Trust this browser for a week");
        journey.enterCode(code(administrator, 1));
        journey.press("Sign out");

        journey.signIn(administrator);
        journey.isAt("/console");
        journey.open("/account");
        journey.reads("Password, in a trusted browser");
        journey.pressInRow("Remove trust");
        journey.press("Sign out");

        journey.signIn(administrator);
        journey.sees("Check your phone");
    }

    @Test
    void two_administrators_share_a_trusted_browser() {
        Realm realm = weekly();
        Administrator first = testRealms.enrolled(realm);
        Administrator second = testRealms.enrolled(realm);
        SignInJourney journey = journey(realm, options(1280));
        for (Administrator administrator : new Administrator[] {first, second}) {
            journey.open("/sign-in");
            journey.signIn(administrator);
            journey.sees("Check your phone");
            journey.tick("Trust this browser for a week");
            journey.enterCode(code(administrator, 1));
            journey.press("Sign out");
        }

        journey.signIn(first);
        journey.isAt("/console");
        journey.open("/account");
        journey.pressInRow("Remove trust");
        journey.press("Sign out");
        journey.signIn(second);
        journey.isAt("/console");
        journey.press("Sign out");
        journey.signIn(first);
        journey.sees("Check your phone");
    }

    @Test
    void the_back_button_shows_nothing_after_signing_out() {
        Realm realm = testRealms.realm();
        Administrator administrator = testRealms.administrator(realm);
        SignInJourney journey = journey(realm, options(1280));
        journey.open("/sign-in");
        journey.signIn(administrator);
        journey.open("/account");
        journey.reads(administrator.email().value());
        journey.press("Sign out");
        journey.sees("Sign in");

        journey.goBack();

        journey.sees("Sign in");
        journey.readsNot(administrator.email().value());
    }

    @Test
    void a_session_is_ended_by_keyboard_alone() {
        Realm realm = testRealms.realm();
        Administrator administrator = testRealms.administrator(realm);
        SignInJourney elsewhere = journey(realm, options(1280));
        elsewhere.open("/sign-in");
        elsewhere.signIn(administrator);
        clock.advance(Duration.ofSeconds(31));
        Page page = page(options(1280));
        SignInJourney here = SignInJourney.on(page, realm);
        here.open("/sign-in?return_to=/realms/" + realm.slug() + "/account");
        here.signIn(administrator);
        here.sees("Your account");

        for (String stop : List.of(
                "Skip to the main content",
                "Overview",
                "Administrators",
                "Settings",
                "Audit log",
                "Deliveries",
                "Some Person Operator Your account",
                "Light",
                "Dark",
                "As in the system",
                "Sign out",
                "Change e‑mail address",
                "Change mobile number",
                "Change language",
                "Change password",
                "Create recovery codes",
                "Sign out everywhere",
                // The current session comes first.
                "End session Chrome on Linux, 127.0.0.1",
                "End session Chrome on Linux, 127.0.0.1")) {
            page.keyboard().press("Tab");
            assertThat(focused(page)).isEqualTo(stop);
        }
        page.keyboard().press("Enter");
        page.waitForURL("**/account?done=session-ended");

        elsewhere.open("/account");
        elsewhere.sees("Sign in");
    }

    @Test
    void recovery_codes_are_copied_and_saved_as_a_file() {
        Realm realm = testRealms.realm();
        Browser.NewContextOptions permitted = options(390).setPermissions(List.of("clipboard-read", "clipboard-write"));
        Page page = page(permitted);
        SignInJourney journey = SignInJourney.on(page, realm);
        journey.open("/sign-in?return_to=/realms/" + realm.slug() + "/account/recovery-codes");
        journey.signIn(testRealms.administrator(realm));
        journey.press("Create recovery codes");
        journey.sees("Your recovery codes");
        String codes = String.join("\n", page.locator(".recovery-codes code").allTextContents());

        journey.press("Copy");
        journey.press("Copied");
        assertThat(page.evaluate("navigator.clipboard.readText()")).isEqualTo(codes);
        assertThat(codes.lines()).hasSize(10);
        Download file = page.waitForDownload(() -> journey.follow("Save as text file"));
        assertThat(file.suggestedFilename()).isEqualTo("recovery-codes.txt");
        assertThat(page.locator("[data-print]").isVisible()).isTrue();
    }

    private Realm weekly() {
        return testRealms.realm(MfaMethod.SMS, AuthenticationInterval.WEEK);
    }

    private static String focused(Page page) {
        return (String) page.evaluate("document.activeElement.textContent.trim()");
    }
}
