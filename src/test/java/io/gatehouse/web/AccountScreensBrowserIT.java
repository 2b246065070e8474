package io.gatehouse.web;

import com.microsoft.playwright.Page;
import io.gatehouse.administrator.Administrator;
import io.gatehouse.administrator.MobileNumber;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.RealmSettings;
import io.gatehouse.realm.RealmSettings.AuthenticationInterval;
import io.gatehouse.realm.RealmSettings.MfaMethod;
import io.gatehouse.realm.Realms;
import io.gatehouse.testing.Browser;
import io.gatehouse.testing.BrowserTest;
import io.gatehouse.testing.GatehouseTest;
import io.gatehouse.testing.MailedLink;
import io.gatehouse.testing.ReportedLink;
import io.gatehouse.testing.SignInClient;
import io.gatehouse.testing.TestMail;
import io.gatehouse.testing.TestRealms;
import io.gatehouse.testing.TestSms;
import jakarta.inject.Inject;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Takes the screenshots of the account and report pages; see {@link ScreensBrowserIT}. */
@GatehouseTest
@BrowserTest
@EnabledIfSystemProperty(named = "screens", matches = "true")
class AccountScreensBrowserIT {
    @Inject
    Realms realms;

    @Inject
    TestRealms testRealms;

    @ParameterizedTest
    @EnumSource(View.class)
    void own_account(View view) {
        Realm realm = realms.create(
                "acme-account-" + view.slug(),
                TestRealms.secured(RealmSettings.defaults("Acme"), MfaMethod.SMS, AuthenticationInterval.WEEK));
        Administrator administrator = testRealms.enrolled(realm);
        MobileNumber number = testRealms.number();
        try (Browser browser = Browser.open()) {
            Page page = browser.newContext(view.options()).newPage();
            SignInJourney journey = SignInJourney.on(page, realm);
            journey.open("/sign-in");
            journey.signIn(administrator);
            journey.tick("Trust this browser for a week");
            String message =
                    TestSms.latestTo(administrator.phone().orElseThrow().value());
            journey.enterCode(SignInClient.codeIn(message));

            journey.open("/account");
            journey.follow("Change e‑mail address");
            view.shoot(page, "own-email");
            journey.field("New e-mail address").fill("ada@new.example");
            journey.press("Send link");
            view.shoot(page, "own-account-done");
            String link =
                    MailedLink.in(TestMail.latestTo("ada@new.example").text()).path();
            journey.follow("Change mobile number");
            view.shoot(page, "own-number");
            journey.enterNumber("", number.value());
            view.shoot(page, "own-number-code");
            journey.follow("Cancel");
            journey.follow("Change language");
            view.shoot(page, "own-language");
            journey.press("Save");
            journey.follow("Change password");
            journey.field("New password").fill("violet harbour ladder quartz");
            journey.reads("Strong.");
            view.shoot(page, "own-password");
            journey.press("Change password");
            view.shoot(page, "own-password-error");
            journey.follow("Cancel");
            journey.follow("Create recovery codes");
            view.shoot(page, "recovery-codes-offer");
            journey.follow("Cancel");
            journey.follow("Show activity");
            view.shoot(page, "activity");

            page.navigate(link);
            view.shoot(page, "new-email");
            journey.press("Confirm address");
            view.shoot(page, "new-email-done");
            page.navigate(ReportedLink.in(message).path());
            view.shoot(page, "report");
            journey.press("This wasn’t me");
            view.shoot(page, "reported");
            page.navigate(ReportedLink.in(message).path());
            view.shoot(page, "report-gone");
        }
    }
}
