package io.gatehouse.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import io.gatehouse.administrator.Administrator;
import io.gatehouse.administrator.MobileNumber;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.RealmSettings.MfaMethod;
import io.gatehouse.testing.BrowserTest;
import io.gatehouse.testing.GatehouseTest;
import io.gatehouse.testing.SignInClient;
import io.gatehouse.testing.TestClock;
import io.gatehouse.testing.TestRealms;
import io.gatehouse.testing.TestSms;
import io.gatehouse.web.layout.PagesInBrowser;
import jakarta.inject.Inject;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The sign-in in a real browser: phone and desktop, light and dark, by keyboard, without scripts. */
@GatehouseTest
@BrowserTest
class SignInBrowserIT extends PagesInBrowser {
    @Inject
    TestRealms testRealms;

    @Inject
    TestClock clock;

    @ParameterizedTest
    @CsvSource({"390,LIGHT", "390,DARK", "1280,LIGHT", "1280,DARK"})
    void first_sign_in_with_a_corrected_number_and_a_second_one(int width, ColorScheme scheme) {
        Realm realm = testRealms.realm(MfaMethod.SMS);
        Administrator administrator = testRealms.administrator(realm);
        MobileNumber mistyped = testRealms.number();
        MobileNumber number = testRealms.number();
        SignInJourney journey = journey(realm, options(width).setColorScheme(scheme));

        journey.open("/console?tab=audit");
        journey.sees("Sign in");
        journey.signIn(administrator, "not the password at all");
        journey.showsError("E-mail address or password is wrong");
        assertThat(journey.field("Password").inputValue()).isEmpty();
        journey.signIn(administrator);
        journey.sees("Add your mobile number");
        assertThat(journey.field("Country or region").inputValue()).isEqualTo("GB");
        journey.enterNumber("DE", "030 123456");
        journey.showsError("We can’t send codes to this number");
        journey.enterNumber("DE", "0" + mistyped.value().substring(3));
        journey.sees("Check your phone");
        journey.reads(mistyped.international());
        journey.opensOtherWays();
        journey.readsNot("Use a recovery code");
        journey.follow("Correct the mobile number");
        journey.sees("Correct your mobile number");
        assertThat(journey.field("Country or region").inputValue()).isEqualTo("DE");
        assertThat(journey.field("Mobile number").inputValue()).isEqualTo(mistyped.national());
        journey.enterNumber("GB", "0151 234");
        journey.showsError("This number is too short for its country (United Kingdom).");
        journey.enterNumber("", number.value());
        journey.sees("Check your phone");
        journey.reads(number.international());
        journey.enterCode(SignInClient.codeIn(TestSms.latestTo(mistyped.value())));
        journey.showsError("the newest message is");
        journey.enterCode(SignInClient.codeIn(TestSms.latestTo(number.value())));
        journey.sees("Save recovery codes");
        journey.press("Create recovery codes");
        journey.sees("Your recovery codes");
        journey.follow("I have saved them");
        journey.isAt("/console?tab=audit");
        journey.sees("Welcome, Some Person");
        journey.press("Sign out");
        journey.sees("Sign in");
        journey.reads("You are signed out.");

        journey.signIn(administrator);
        journey.sees("Check your phone");
        journey.enterCode(SignInClient.codeIn(TestSms.latestTo(number.value(), 2)));
        journey.isAt("/console");
    }

    @Test
    void the_fragment_of_the_page_asked_for_is_kept() {
        Realm realm = testRealms.realm(MfaMethod.EMAIL);
        Administrator administrator = testRealms.administrator(realm);
        SignInJourney journey = journey(realm, options(390));

        journey.open("/console?tab=audit#users");
        journey.signIn(administrator, "not the password at all");
        journey.showsError("E-mail address or password is wrong");
        journey.signIn(administrator);
        journey.sees("Check your e-mail");
        journey.enterCode(SignInClient.mailedCode(administrator));
        journey.isAt("/console?tab=audit#users");
    }

    @Test
    void another_channel_a_new_code_and_a_restart() {
        Realm realm = testRealms.realm(MfaMethod.SMS_OR_EMAIL);
        Administrator administrator = testRealms.enrolled(realm);
        SignInJourney journey = journey(realm, options(390));

        journey.open("/sign-in");
        journey.signIn(administrator);
        journey.sees("Choose how to get your code");
        journey.press("Text message " + administrator.phone().orElseThrow().hint());
        journey.sees("Check your phone");
        journey.opensOtherWays();
        journey.showsWait("Get the code by e-mail in ");
        clock.advance(Duration.ofSeconds(61));
        journey.open("/sign-in/code");
        journey.opensOtherWays();
        journey.press("Get the code by e-mail");
        journey.sees("Check your e-mail");
        clock.advance(Duration.ofSeconds(61));
        journey.open("/sign-in/code");
        journey.opensOtherWays();
        journey.press("Get the code by text message");
        journey.sees("Check your phone");
        clock.advance(Duration.ofSeconds(61));
        journey.open("/sign-in/code");
        journey.press("Send a new code");
        journey.sees("Check your phone");
        journey.showsWait("Send a new code in ");
        assertThat(TestSms.latestTo(administrator.phone().orElseThrow().value(), 3))
                .isNotBlank();
        journey.opensOtherWays();
        journey.press("Start again");
        journey.sees("Sign in");
    }

    @Test
    void an_expired_code_makes_a_new_one_the_next_step() {
        Realm realm = testRealms.realm(MfaMethod.SMS);
        Page page = page(options(390));
        page.clock().install();
        SignInJourney journey = SignInJourney.on(page, realm);
        journey.open("/sign-in");
        journey.signIn(testRealms.enrolled(realm));
        journey.sees("Check your phone");
        Locator next = page.locator(".button:not(.button--quiet)");
        assertThat(next.innerText()).isEqualTo("Continue");

        page.clock().fastForward("10:00");
        journey.reads("This code has expired.");
        assertThat(next.innerText()).startsWith("Send a new code");

        clock.advance(Duration.ofMinutes(11));
        journey.open("/sign-in/code");
        journey.reads("This code has expired.");
        assertThat(next.innerText()).startsWith("Send a new code");
    }

    @Test
    void too_many_wrong_codes() {
        Realm realm = testRealms.realm(MfaMethod.SMS);
        Administrator administrator = testRealms.enrolled(realm);
        SignInJourney journey = journey(realm, options(1280));

        journey.open("/sign-in");
        journey.signIn(administrator);
        String code = SignInClient.codeIn(
                TestSms.latestTo(administrator.phone().orElseThrow().value()));
        for (int left = 4; left >= 1; left--) {
            journey.enterCode(SignInClient.otherThan(code));
        }
        journey.showsError("You have 1 attempt left");
        journey.enterCode(SignInClient.otherThan(code));
        journey.sees("No attempts left");
        journey.follow("Start again");
        journey.sees("Sign in");
    }

    @Test
    void by_keyboard_alone() {
        Realm realm = testRealms.realm(MfaMethod.SMS);
        Administrator administrator = testRealms.enrolled(realm);
        Page page = page(options(1280));

        page.navigate("/realms/" + realm.slug() + "/sign-in");
        PlaywrightAssertions.assertThat(page.locator("[name=email]")).isFocused();
        page.keyboard().type(administrator.email().value());
        page.keyboard().press("Tab");
        PlaywrightAssertions.assertThat(page.locator("[name=password]")).isFocused();
        page.keyboard().type(TestRealms.PASSWORD);
        page.keyboard().press("Enter");
        page.waitForURL(url -> url.contains("/sign-in/code?flow="));
        String code = SignInClient.codeIn(
                TestSms.latestTo(administrator.phone().orElseThrow().value()));
        PlaywrightAssertions.assertThat(page.locator("[name=code]")).isFocused();
        page.keyboard().type(code.substring(0, 3) + "-" + code.substring(3));
        page.keyboard().press("Enter");
        page.waitForURL("**/console");
        SignInJourney.on(page, realm).sees("Welcome, Some Person");
    }

    @Test
    void without_script() {
        Realm realm = testRealms.realm(MfaMethod.SMS);
        Administrator administrator = testRealms.administrator(realm);
        MobileNumber number = testRealms.number();
        Page page = page(options(390).setJavaScriptEnabled(false));

        page.navigate("/realms/" + realm.slug() + "/console");
        SignInJourney journey = SignInJourney.on(page, realm);
        journey.signIn(administrator);
        journey.enterNumber("", number.value());
        journey.press("Send a new code");
        journey.reads("You can request a new code in ");
        journey.enterCode(SignInClient.codeIn(TestSms.latestTo(number.value())));
        journey.follow("Not now");
        journey.isAt("/console");
        journey.press("Sign out");
        journey.reads("You are signed out.");
    }

    @Test
    void at_four_hundred_percent() {
        Realm realm = testRealms.realm(MfaMethod.SMS_OR_EMAIL);
        SignInJourney journey = journey(realm, options(320));

        journey.open("/sign-in");
        journey.sees("Sign in");
        journey.signIn(testRealms.enrolled(realm));
        journey.sees("Choose how to get your code");
    }
}
