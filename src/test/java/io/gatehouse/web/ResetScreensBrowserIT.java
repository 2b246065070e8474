package io.gatehouse.web;

import com.microsoft.playwright.Page;
import io.gatehouse.administrator.Administrator;
import io.gatehouse.administrator.RecoveryCodes;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.RealmSettings;
import io.gatehouse.realm.RealmSettings.MfaMethod;
import io.gatehouse.realm.Realms;
import io.gatehouse.testing.Browser;
import io.gatehouse.testing.BrowserTest;
import io.gatehouse.testing.GatehouseTest;
import io.gatehouse.testing.MailedLink;
import io.gatehouse.testing.SignInClient;
import io.gatehouse.testing.TestMail;
import io.gatehouse.testing.TestRealms;
import io.gatehouse.testing.TestSms;
import jakarta.inject.Inject;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Takes the screenshots of password reset and invitation; see {@link ScreensBrowserIT}. */
@GatehouseTest
@BrowserTest
@EnabledIfSystemProperty(named = "screens", matches = "true")
class ResetScreensBrowserIT {
    @Inject
    Realms realms;

    @Inject
    TestRealms testRealms;

    @Inject
    RecoveryCodes recoveryCodes;

    private static RealmSettings settings() {
        RealmSettings settings = RealmSettings.defaults("Acme");
        return settings.with(settings.mfa().enabledWith(MfaMethod.SMS));
    }

    @ParameterizedTest
    @EnumSource(View.class)
    void reset_and_invitation(View view) {
        Realm realm = realms.create("acme-reset-" + view.slug(), settings());
        Administrator administrator = testRealms.enrolled(realm);
        recoveryCodes.regenerate(realm.id(), administrator.id());
        try (Browser browser = Browser.open()) {
            Page page = browser.newContext(view.options()).newPage();
            SignInJourney journey = SignInJourney.on(page, realm);

            journey.open("/sign-in");
            journey.press("Forgot your password?");
            view.shoot(page, "reset");
            journey.field("E-mail address").fill(administrator.email().value());
            journey.press("Send link");
            view.shoot(page, "reset-sent");
            page.navigate(MailedLink.in(
                            TestMail.latestTo(administrator.email().value()).text())
                    .path());
            view.shoot(page, "reset-link");
            journey.press("Continue");
            journey.sees("Check your phone");
            view.shoot(page, "reset-code");
            journey.opensOtherWays();
            journey.follow("Use a recovery code");
            view.shoot(page, "reset-recovery");
            journey.follow("Back to the code");
            journey.enterCode(SignInClient.codeIn(
                    TestSms.latestTo(administrator.phone().orElseThrow().value())));
            view.shoot(page, "new-password");
            journey.field("New password").fill("passwordpassword");
            journey.press("Change password");
            view.shoot(page, "new-password-error");
            page.navigate(testRealms.invite(realm, testRealms.guest(realm)).path());
            view.shoot(page, "invitation");
            journey.press("Continue");
            view.shoot(page, "first-password");
            journey.open("/invitation");
            view.shoot(page, "link-expired");
        }
    }
}
