package io.gatehouse.web;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import io.gatehouse.admin.Administrator;
import io.gatehouse.realm.MfaMethod;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.RealmSettings;
import io.gatehouse.realm.Realms;
import io.gatehouse.testing.Browser;
import io.gatehouse.testing.BrowserTest;
import io.gatehouse.testing.GatehouseTest;
import io.gatehouse.testing.MailedLink;
import io.gatehouse.testing.SignInClient;
import io.gatehouse.testing.TestMail;
import io.gatehouse.testing.TestSms;
import io.gatehouse.testing.Town;
import jakarta.inject.Inject;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Takes the pictures of forgotten and first passwords, as {@link ScreensBrowserIT} does those of the sign-in. */
@GatehouseTest
@BrowserTest
@EnabledIfSystemProperty(named = "screens", matches = "true")
class ResetScreensBrowserIT {
    @Inject
    Realms realms;

    @Inject
    Town town;

    private static RealmSettings settings() {
        RealmSettings settings = RealmSettings.defaults("Acme");
        return settings.with(settings.mfa().enabledBy(MfaMethod.SMS));
    }

    @ParameterizedTest
    @CsvSource({"phone,390,844,LIGHT", "phone,390,844,DARK", "desktop,1280,900,LIGHT", "desktop,1280,900,DARK"})
    void reset_and_invitation(String device, int width, int height, ColorScheme scheme) {
        Realm realm = realms.create("acme-reset-" + device + "-" + scheme.ordinal(), settings());
        Administrator person = town.enrolled(realm);
        try (Browser browser = Browser.open()) {
            Page page =
                    browser.newContext(Screens.options(width, height, scheme)).newPage();
            SignInJourney journey = SignInJourney.on(page, realm);
            String suffix = Screens.suffix(device, scheme);

            journey.open("/sign-in");
            journey.follow("Forgot your password?");
            Screens.shoot(page, "reset" + suffix);
            journey.field("E-mail address").fill(person.email().value());
            journey.press("Send link");
            Screens.shoot(page, "reset-sent" + suffix);
            page.navigate(
                    MailedLink.in(TestMail.latestTo(person.email().value()).text())
                            .path());
            Screens.shoot(page, "reset-link" + suffix);
            journey.press("Continue");
            journey.sees("Check your phone");
            Screens.shoot(page, "reset-code" + suffix);
            journey.follow("Use a recovery code");
            Screens.shoot(page, "reset-recovery" + suffix);
            journey.follow("Back to the code");
            journey.enterCode(SignInClient.codeIn(
                    TestSms.latestTo(person.phone().orElseThrow().value())));
            Screens.shoot(page, "new-password" + suffix);
            journey.field("New password").fill("passwordpassword");
            journey.press("Change password");
            Screens.shoot(page, "new-password-error" + suffix);
            page.navigate(town.invite(realm, town.guest(realm)).path());
            Screens.shoot(page, "invitation" + suffix);
            journey.press("Continue");
            Screens.shoot(page, "first-password" + suffix);
            journey.open("/invitation");
            Screens.shoot(page, "link-expired" + suffix);
        }
    }
}
