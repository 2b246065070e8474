package io.gatehouse.web;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import io.gatehouse.admin.Administrator;
import io.gatehouse.admin.MobileNumber;
import io.gatehouse.realm.AuthenticationInterval;
import io.gatehouse.realm.MfaMethod;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.RealmSettings;
import io.gatehouse.realm.Realms;
import io.gatehouse.testing.Browser;
import io.gatehouse.testing.BrowserTest;
import io.gatehouse.testing.GatehouseTest;
import io.gatehouse.testing.MailedLink;
import io.gatehouse.testing.ReportedLink;
import io.gatehouse.testing.SignInClient;
import io.gatehouse.testing.TestMail;
import io.gatehouse.testing.TestSms;
import io.gatehouse.testing.Town;
import jakarta.inject.Inject;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Takes the pictures of the own account and of "this wasn't me", as {@link ScreensBrowserIT} does those of the sign-in. */
@GatehouseTest
@BrowserTest
@EnabledIfSystemProperty(named = "screens", matches = "true")
class AccountScreensBrowserIT {
    @Inject
    Realms realms;

    @Inject
    Town town;

    @ParameterizedTest
    @CsvSource({"phone,390,844,LIGHT", "phone,390,844,DARK", "desktop,1280,900,LIGHT", "desktop,1280,900,DARK"})
    void own_account(String device, int width, int height, ColorScheme scheme) {
        RealmSettings settings = RealmSettings.defaults("Acme");
        Realm realm = realms.create(
                "acme-account-" + device + "-" + scheme.ordinal(),
                settings.with(new RealmSettings.Mfa(
                        true,
                        MfaMethod.SMS,
                        AuthenticationInterval.WEEK,
                        settings.mfa().codeLength(),
                        settings.mfa().codeLifetime(),
                        settings.mfa().resendAfter())));
        Administrator person = town.enrolled(realm);
        MobileNumber number = town.number();
        String suffix = Screens.suffix(device, scheme);
        try (Browser browser = Browser.open()) {
            Page page =
                    browser.newContext(Screens.options(width, height, scheme)).newPage();
            SignInJourney journey = SignInJourney.on(page, realm);
            journey.open("/sign-in");
            journey.signIn(person);
            journey.tick("Trust this browser for a week");
            String message = TestSms.latestTo(person.phone().orElseThrow().value());
            journey.enterCode(SignInClient.codeIn(message));

            journey.open("/account");
            journey.follow("Change e‑mail address");
            Screens.shoot(page, "own-email" + suffix);
            journey.field("New e-mail address").fill("ada@new.example");
            journey.press("Send link");
            Screens.shoot(page, "own-account-done" + suffix);
            String link =
                    MailedLink.in(TestMail.latestTo("ada@new.example").text()).path();
            journey.follow("Change mobile number");
            Screens.shoot(page, "own-number" + suffix);
            journey.enterNumber("", number.value());
            Screens.shoot(page, "own-number-code" + suffix);
            journey.follow("Cancel");
            journey.follow("Change language");
            Screens.shoot(page, "own-language" + suffix);
            journey.press("Save");
            journey.follow("Change password");
            journey.field("New password").fill("violet harbour ladder quartz");
            journey.reads("Strong.");
            Screens.shoot(page, "own-password" + suffix);
            journey.press("Change password");
            Screens.shoot(page, "own-password-error" + suffix);
            journey.follow("Cancel");
            journey.follow("Make recovery codes");
            Screens.shoot(page, "recovery-codes-offer" + suffix);
            journey.follow("Not now");
            journey.follow("Show activity");
            Screens.shoot(page, "activity" + suffix);

            page.navigate(link);
            Screens.shoot(page, "new-email" + suffix);
            journey.press("Confirm address");
            Screens.shoot(page, "new-email-done" + suffix);
            page.navigate(ReportedLink.in(message).path());
            Screens.shoot(page, "report" + suffix);
            journey.press("This wasn’t me");
            Screens.shoot(page, "reported" + suffix);
            page.navigate(ReportedLink.in(message).path());
            Screens.shoot(page, "report-gone" + suffix);
        }
    }
}
