package io.gatehouse.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import io.gatehouse.administrator.Administrator;
import io.gatehouse.authenticator.TestApp;
import io.gatehouse.realm.FactorStrength;
import io.gatehouse.realm.Realm;
import io.gatehouse.testing.BrowserTest;
import io.gatehouse.testing.GatehouseTest;
import io.gatehouse.testing.MailedLink;
import io.gatehouse.testing.VirtualAuthenticator;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Passkeys of Chromium's virtual authenticators, and authenticator apps, on the pages of a sign-in. */
@GatehouseTest
@BrowserTest
class AuthenticatorBrowserIT extends AuthenticatorsInBrowser {
    private Realm realm;
    private Administrator administrator;
    private Page page;
    private SignInJourney journey;

    /** Opens a browser for a new Operator of a realm with that minimum. */
    private void begin(FactorStrength minimum, NewContextOptions options) {
        realm = realm(minimum);
        administrator = testRealms.administrator(realm);
        page = page(options);
        journey = SignInJourney.on(page, realm);
    }

    @ParameterizedTest
    @CsvSource({"internal,390,LIGHT", "usb,1280,DARK"})
    void a_required_passkey_is_created_and_then_signs_in_with_and_without_password(
            String transport, int width, ColorScheme scheme) {
        begin(FactorStrength.PASSKEY, options(width).setColorScheme(scheme));
        VirtualAuthenticator device =
                transport.equals("usb") ? VirtualAuthenticator.usb(page, true) : VirtualAuthenticator.internal(page);
        signInByMail(journey, administrator, 1);
        journey.sees("Create a passkey");
        journey.reads("requires a passkey for your role");
        journey.press("Create passkey");
        journey.sees("Save recovery codes");
        journey.open("/console");
        journey.sees("Welcome, Some Person");
        assertThat(device.passkeys()).hasSize(1);
        device.setPresent(false);
        journey.press("Sign out");
        journey.sees("Sign in");

        journey.signIn(administrator);
        journey.sees("Use your passkey");
        device.setPresent(true);
        journey.press("Continue with a passkey");
        journey.sees("Welcome, Some Person");
        device.setPresent(false);
        journey.press("Sign out");
        journey.sees("Sign in");

        device.setPresent(true);
        journey.press("Sign in with a passkey");
        journey.sees("Welcome, Some Person");
    }

    @Test
    void a_security_key_that_verifies_no_user_is_refused() {
        begin(FactorStrength.PASSKEY, options(390));
        VirtualAuthenticator.usb(page, false);
        signInByMail(journey, administrator, 1);
        journey.sees("Create a passkey");
        journey.press("Create passkey");
        journey.reads("No passkey was created");
        journey.isAccessible();
    }

    @Test
    void a_code_of_an_authenticator_app_signs_in() {
        begin(FactorStrength.TOTP, options(390));
        signInByMail(journey, administrator, 1);
        journey.sees("Create a passkey");
        journey.follow("Set up an authenticator app instead");
        journey.sees("Set up an authenticator app");
        TestApp app = app(page);
        journey.field("Code that the app shows").fill(app.wrongCode(clock.instant()));
        journey.press("Continue");
        journey.showsError("This code is wrong or was already used.");
        String used = app.code(clock.instant());
        journey.field("Code that the app shows").fill(used);
        journey.press("Continue");
        journey.sees("Save recovery codes");
        journey.open("/console");
        journey.press("Sign out");

        journey.signIn(administrator);
        journey.sees("Open your authenticator app");
        journey.enterCode("12");
        journey.showsError("Enter the 6 digits of the code");
        journey.enterCode(used);
        journey.showsError("This code is wrong or was already used.");
        clock.advance(Duration.ofSeconds(30));
        journey.enterCode(app.code(clock.instant()));
        journey.sees("Welcome, Some Person");
    }

    @Test
    void the_own_passkeys_are_added_renamed_used_and_removed() {
        begin(FactorStrength.CODE, options(390));
        VirtualAuthenticator device = VirtualAuthenticator.internal(page);
        signInByMail(journey, administrator, 1);
        journey.open("/account");
        journey.follow("Add a passkey");
        journey.sees("Create a passkey");
        assertThat(journey.field("Name").inputValue()).startsWith("Chrom");
        journey.field("Name").fill("Laptop");
        journey.press("Create passkey");
        journey.reads("Your passkey was added.");
        journey.isAccessible();
        assertThat(device.passkeys()).hasSize(1);
        journey.follow("Rename Laptop");
        journey.sees("Rename passkey");
        journey.field("Name").fill("");
        journey.press("Save");
        journey.showsError("Enter a name of 1 to 80 characters");
        journey.field("Name").fill("Work laptop");
        journey.press("Save");
        journey.reads("The passkey was renamed.");

        clock.advance(Duration.ofMinutes(6));
        journey.follow("Add a passkey");
        journey.sees("Confirm that it’s you");
        journey.press("Continue");
        journey.sees("Use your passkey");
        journey.reads("Work laptop");
        journey.press("Continue with a passkey");
        journey.sees("Create a passkey");
        journey.press("Create passkey");
        journey.reads("This device already has a passkey for your account.");

        journey.open("/account");
        journey.follow("Remove Work laptop");
        journey.sees("Remove the passkey Work laptop?");
        journey.press("Remove");
        journey.reads("The passkey was removed.");
        journey.readsNot("Work laptop");
    }

    @Test
    void an_app_is_set_up_replaced_and_removed() {
        begin(FactorStrength.CODE, options(1280));
        signInByMail(journey, administrator, 1);
        setUpApp(journey, page, "Set up an authenticator app");
        setUpApp(journey, page, "Replace Authenticator app");
        journey.follow("Remove Authenticator app");
        journey.sees("Remove the authenticator app?");
        journey.press("Remove");
        journey.reads("The authenticator app was removed.");
    }

    @Test
    void who_has_lost_the_passkey_continues_another_way() {
        begin(FactorStrength.CODE, options(390));
        VirtualAuthenticator device = VirtualAuthenticator.internal(page);
        signInByMail(journey, administrator, 1);
        addPasskey(journey);
        setUpApp(journey, page, "Set up an authenticator app");
        // Without a passkey, the sign-in page finds none to suggest, which this device would use at once.
        device.clear();
        journey.press("Sign out");
        journey.sees("Sign in");
        journey.signIn(administrator);
        journey.sees("Use your passkey");
        journey.press("Continue with a passkey");
        journey.reads("No passkey was used");
        journey.opensOtherWays();
        journey.follow("Use your authenticator app");
        journey.sees("Open your authenticator app");
        journey.opensOtherWays();
        journey.press("Get the code by e-mail");
        journey.sees("Check your e-mail");
        journey.opensOtherWays();
        journey.follow("Use a passkey");
        journey.sees("Use your passkey");
        journey.opensOtherWays();
        journey.follow("Back to the code");
        journey.enterCode(mailedCode(administrator, 2));
        journey.sees("Welcome, Some Person");
    }

    @Test
    void a_password_is_reset_by_a_passkey_and_without_script_by_another_way() {
        begin(FactorStrength.CODE, options(390));
        VirtualAuthenticator device = VirtualAuthenticator.internal(page);
        signInByMail(journey, administrator, 1);
        addPasskey(journey);
        device.setPresent(false);
        journey.press("Sign out");
        journey.sees("Sign in");
        journey.open("/password-reset");
        journey.field("E-mail address").fill(administrator.email().value());
        journey.press("Send link");
        journey.sees("Check your mailbox");
        String link = MailedLink.in(mail(administrator, "password", 1)).path();
        page.navigate(link);
        journey.press("Continue");
        journey.sees("Use your passkey");
        device.setPresent(true);
        journey.press("Continue with a passkey");
        journey.sees("Choose a new password");

        Page plain = page(options(390).setJavaScriptEnabled(false));
        SignInJourney without = SignInJourney.on(plain, realm);
        without.open("/sign-in");
        without.readsNot("Sign in with a passkey");
        without.signIn(administrator);
        without.reads("Passkeys need JavaScript.");
        without.opensOtherWays();
        without.press("Get the code by e-mail");
        without.reads("Enter the 6‑digit code");
    }

    @Test
    void a_browser_without_passkeys_says_so_and_has_other_ways() {
        begin(FactorStrength.CODE, options(390));
        VirtualAuthenticator.internal(page);
        signInByMail(journey, administrator, 1);
        addPasskey(journey);

        Page older = page(options(390));
        older.addInitScript("delete window.PublicKeyCredential");
        SignInJourney without = SignInJourney.on(older, realm);
        without.open("/sign-in");
        without.readsNot("Sign in with a passkey");
        without.signIn(administrator);
        without.sees("Use your passkey");
        without.reads("This browser doesn’t support passkeys.");
        without.opensOtherWays();
        without.press("Get the code by e-mail");
        without.sees("Check your e-mail");
    }

    @Test
    void locked_codes_of_an_app_leave_the_passkey() {
        begin(FactorStrength.CODE, options(390));
        VirtualAuthenticator device = VirtualAuthenticator.internal(page);
        signInByMail(journey, administrator, 1);
        TestApp app = setUpApp(journey, page, "Set up an authenticator app");
        addPasskey(journey);
        device.setPresent(false);
        journey.press("Sign out");
        for (int wrong = 0; wrong < 10; wrong++) {
            if (wrong % 5 == 0) {
                journey.open("/sign-in");
                journey.signIn(administrator);
                journey.sees("Use your passkey");
                journey.opensOtherWays();
                journey.follow("Use your authenticator app");
            }
            journey.sees("Open your authenticator app");
            journey.enterCode(app.wrongCode(clock.instant()));
        }
        journey.sees("No attempts left");
        journey.open("/sign-in");
        journey.signIn(administrator);
        journey.sees("Use your passkey");
        journey.opensOtherWays();
        journey.follow("Use your authenticator app");
        journey.enterCode(app.code(clock.instant()));
        journey.showsError("Too many wrong codes. Use another way, or try again in");
        journey.opensOtherWays();
        journey.follow("Use a passkey");
        device.setPresent(true);
        journey.press("Continue with a passkey");
        journey.sees("Welcome, Some Person");
    }
}
