package io.gatehouse.web;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import io.gatehouse.administrator.Administrator;
import io.gatehouse.administrator.MobileNumber;
import io.gatehouse.authenticator.TestApp;
import io.gatehouse.realm.FactorStrength;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.RealmSettings;
import io.gatehouse.realm.RealmSettings.AuthenticationInterval;
import io.gatehouse.realm.RealmSettings.MfaMethod;
import io.gatehouse.realm.Realms;
import io.gatehouse.realm.Role;
import io.gatehouse.testing.Browser;
import io.gatehouse.testing.BrowserTest;
import io.gatehouse.testing.GatehouseTest;
import io.gatehouse.testing.SignInClient;
import io.gatehouse.testing.TestClock;
import io.gatehouse.testing.TestRealms;
import io.gatehouse.testing.TestSms;
import io.gatehouse.testing.VirtualAuthenticator;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Takes the screenshots in {@code target/screens}: {@code ./mvnw verify -Dit.test=*ScreensBrowserIT
 * -DargLine=-Dscreens=true}.
 */
@GatehouseTest
@BrowserTest
@EnabledIfSystemProperty(named = "screens", matches = "true")
class ScreensBrowserIT {
    private static final String IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15"
            + " (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1";

    @Inject
    Realms realms;

    @Inject
    TestRealms testRealms;

    @Inject
    TestClock clock;

    @ParameterizedTest
    @EnumSource(View.class)
    void sign_in(View view) {
        Realm realm = realms.create(
                "acme-" + view.slug(),
                TestRealms.secured(
                        RealmSettings.defaults("Acme"), MfaMethod.SMS_OR_EMAIL, AuthenticationInterval.WEEK));
        Administrator newcomer = testRealms.administrator(realm);
        Administrator administrator = testRealms.enrolled(realm);
        MobileNumber number = testRealms.number();
        try (Browser browser = Browser.open()) {
            BrowserContext context = browser.newContext(view.options());
            Page page = context.newPage();
            SignInJourney journey = SignInJourney.on(page, realm);

            journey.open("/sign-in");
            view.shoot(page, "sign-in");
            journey.signIn(newcomer);
            view.shoot(page, "mobile-number");
            journey.enterNumber("DE", "030 123456");
            view.shoot(page, "mobile-number-error");
            journey.enterNumber("", number.value());
            String code = SignInClient.codeIn(TestSms.latestTo(number.value()));
            page.getByText("On its way", new Page.GetByTextOptions().setExact(true))
                    .waitFor();
            view.shoot(page, "code");
            journey.tick("Trust this browser for a week");
            journey.enterCode(code);
            journey.press("Create recovery codes");
            view.shoot(page, "recovery-codes");
            journey.follow("I have saved them");
            onAnotherPhone(browser, realm, newcomer, number);
            journey.open("/account");
            view.shoot(page, "account");
            clock.advance(Duration.ofMinutes(6));
            journey.open("/step-up?return_to=/realms/" + realm.slug() + "/console/settings/appearance");
            view.shoot(page, "step-up");
            journey.follow("Cancel");
            journey.press("Sign out");

            journey.signIn(administrator);
            view.shoot(page, "channel");
            journey.press("Text message " + administrator.phone().orElseThrow().hint());
            for (int sends = 0; sends < 4; sends++) {
                clock.advance(Duration.ofSeconds(61));
                journey.open("/sign-in/code");
                journey.press("Send a new code");
            }
            clock.advance(Duration.ofMinutes(6));
            journey.open("/sign-in/code");
            journey.press("Send a new code");
            view.shoot(page, "locked");
        }
    }

    @ParameterizedTest
    @EnumSource(View.class)
    void authenticators(View view) {
        Realm realm = realms.create(
                "acme-strong-" + view.slug(),
                TestRealms.secured(RealmSettings.defaults("Acme"), MfaMethod.SMS, AuthenticationInterval.WEEK));
        Administrator administrator = testRealms.enrolled(realm, Role.SYSTEM_ADMINISTRATOR);
        testRealms.enrolled(realm);
        RealmSettings.Mfa mfa = realm.settings().mfa();
        realms.update(
                realm,
                realm.settings()
                        .with(mfa.withAuthenticators(
                                mfa.totp(), mfa.passkey(), Map.of(Role.SYSTEM_ADMINISTRATOR, FactorStrength.TOTP))));
        try (Browser browser = Browser.open()) {
            Page page = browser.newContext(view.options()).newPage();
            VirtualAuthenticator device = VirtualAuthenticator.internal(page);
            SignInJourney journey = SignInJourney.on(page, realm);
            journey.open("/sign-in");
            journey.signIn(administrator);
            journey.enterCode(SignInClient.codeIn(
                    TestSms.latestTo(administrator.phone().orElseThrow().value())));
            journey.sees("Create a passkey");
            view.shoot(page, "new-passkey");
            journey.follow("Set up an authenticator app instead");
            view.shoot(page, "new-app");
            TestApp app =
                    new TestApp(page.locator(".setup__key code").textContent().strip());
            journey.field("Code that the app shows").fill(app.code(clock.instant()));
            journey.press("Continue");
            journey.open("/account/passkeys/new");
            view.shoot(page, "own-passkey");
            journey.press("Create passkey");
            journey.reads("Your passkey was added.");
            view.shoot(page, "own-authenticators");
            journey.follow("Remove Authenticator app");
            view.shoot(page, "own-app-remove");
            journey.open("/console/settings");
            view.shoot(page, "settings-mfa-on");
            journey.open("/console/settings/authenticators");
            view.shoot(page, "settings-authenticators");
            journey.open("/console/administrators");
            view.shoot(page, "administrators-factors");
            journey.open("/console/administrators/" + administrator.id());
            view.shoot(page, "administrator-factors");
            device.setPresent(false);
            journey.press("Sign out");
            journey.sees("Sign in");
            journey.signIn(administrator);
            journey.sees("Use your passkey");
            journey.opensOtherWays();
            view.shoot(page, "passkey");
            journey.follow("Use your authenticator app");
            view.shoot(page, "app-code");
            journey.enterCode(app.wrongCode(clock.instant()));
            view.shoot(page, "app-code-error");
        }
    }

    private static void onAnotherPhone(Browser browser, Realm realm, Administrator administrator, MobileNumber number) {
        BrowserContext phone = browser.newContext(new NewContextOptions().setUserAgent(IPHONE));
        SignInJourney journey = SignInJourney.on(phone.newPage(), realm);
        journey.open("/sign-in");
        journey.signIn(administrator);
        journey.press("Text message " + number.hint());
        journey.tick("Trust this browser for a week");
        journey.enterCode(SignInClient.codeIn(TestSms.latestTo(number.value(), 2)));
    }
}
