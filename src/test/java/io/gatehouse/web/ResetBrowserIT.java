package io.gatehouse.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import io.gatehouse.administrator.Administrator;
import io.gatehouse.administrator.RecoveryCodes;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.RealmSettings.MfaMethod;
import io.gatehouse.realm.Role;
import io.gatehouse.testing.BrowserTest;
import io.gatehouse.testing.GatehouseTest;
import io.gatehouse.testing.MailedLink;
import io.gatehouse.testing.ReportedLink;
import io.gatehouse.testing.SignInClient;
import io.gatehouse.testing.TestMail;
import io.gatehouse.testing.TestRealms;
import io.gatehouse.testing.TestSms;
import io.gatehouse.web.layout.PagesInBrowser;
import jakarta.inject.Inject;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Password resets and invitations in a real browser: phone and desktop, light and dark, without scripts. */
@GatehouseTest
@BrowserTest
class ResetBrowserIT extends PagesInBrowser {
    private static final String NEW_PASSWORD = "violet harbour ladder quartz";

    @Inject
    TestRealms testRealms;

    @Inject
    RecoveryCodes recoveryCodes;

    @ParameterizedTest
    @CsvSource({"390,LIGHT", "390,DARK", "1280,LIGHT", "1280,DARK", "320,LIGHT"})
    void a_forgotten_password(int width, ColorScheme scheme) {
        Realm realm = testRealms.realm(MfaMethod.SMS);
        Administrator administrator = testRealms.enrolled(realm);
        recoveryCodes.regenerate(realm.id(), administrator.id());
        Page page = page(options(width).setColorScheme(scheme));
        SignInJourney journey = SignInJourney.on(page, realm);

        journey.open("/sign-in");
        journey.field("E-mail address").fill("me");
        journey.press("Forgot your password?");
        journey.sees("Reset your password");
        journey.isAt("/password-reset");
        assertThat(journey.field("E-mail address").inputValue()).isEqualTo("me");
        journey.press("Send link");
        journey.showsError("Enter an e-mail address like");
        journey.field("E-mail address").fill(administrator.email().value());
        journey.press("Send link");
        journey.sees("Check your mailbox");
        follow(page, administrator);
        journey.sees("Reset your password");
        journey.press("Continue");
        journey.sees("Check your phone");
        journey.isAt("/password-reset/code");
        journey.opensOtherWays();
        journey.follow("Use a recovery code");
        journey.sees("Enter a recovery code");
        journey.field("Recovery code").fill("1234");
        journey.press("Continue");
        journey.showsError("This recovery code is wrong or already used. You have 4 attempts left.");
        journey.follow("Back to the code");
        journey.enterCode(SignInClient.codeIn(
                TestSms.latestTo(administrator.phone().orElseThrow().value())));
        journey.sees("Choose a new password");
        journey.field("New password").fill("passwordpassword");
        journey.press("Show password");
        assertThat(journey.field("New password").getAttribute("type")).isEqualTo("text");
        journey.press("Change password");
        journey.showsError("This password is too easy to guess.");
        assertThat(journey.field("New password").inputValue()).isEmpty();
        journey.field("New password").fill(NEW_PASSWORD);
        journey.reads("Strong.");
        journey.sees("Choose a new password");
        journey.press("Change password");
        journey.sees("Check your phone");
        journey.isAt("/sign-in/code");

        follow(page, administrator);
        journey.press("Continue");
        journey.sees("This link no longer works");
        journey.follow("Request a new link");
        journey.sees("Reset your password");
    }

    @ParameterizedTest
    @CsvSource({"390,LIGHT", "390,DARK", "1280,LIGHT", "1280,DARK"})
    void an_invitation(int width, ColorScheme scheme) {
        Realm realm = testRealms.realm();
        Administrator guest = testRealms.guest(realm);
        MailedLink link = testRealms.invite(realm, guest);
        Page page = page(options(width).setColorScheme(scheme));
        SignInJourney journey = SignInJourney.on(page, realm);

        page.navigate(link.path());
        journey.sees("Welcome to " + realm.settings().displayName());
        journey.press("Continue");
        journey.sees("Choose your password");
        journey.isAt("/invitation/password");
        journey.field("Password").fill("short");
        journey.press("Save password");
        journey.showsError("Use at least 15 characters.");
        journey.field("Password").fill(NEW_PASSWORD);
        journey.press("Save password");
        journey.sees("Welcome, Some Person");

        SignInJourney late = journey(realm, options(width).setColorScheme(scheme));
        late.open(link.path().substring(("/realms/" + realm.slug()).length()));
        late.press("Continue");
        late.sees("This link no longer works");
        late.follow("Go to sign-in");
        late.sees("Sign in");
    }

    @ParameterizedTest
    @CsvSource({"390,LIGHT", "1280,DARK"})
    void while_a_report_disputes_the_number(int width, ColorScheme scheme) {
        Realm realm = testRealms.realm(MfaMethod.SMS);
        Administrator administrator = testRealms.enrolled(realm);
        testRealms.administrator(realm, Role.SYSTEM_ADMINISTRATOR);
        SignInClient.of(realm).begin(administrator);
        ReportedLink.in(TestSms.latestTo(administrator.phone().orElseThrow().value()))
                .press();
        TestMail.latestTo(administrator.email().value(), 2);
        String reset = TestMail.allTo(administrator.email().value()).stream()
                .filter(mail -> mail.subject().startsWith("Reset your password"))
                .findFirst()
                .orElseThrow()
                .text();
        Page page = page(options(width).setColorScheme(scheme));
        SignInJourney journey = SignInJourney.on(page, realm);

        page.navigate(MailedLink.in(reset).path());
        journey.press("Continue");
        journey.showsError("Your mobile number was reported, so no code is sent there. Ask one of these System"
                + " Administrators to approve or cancel its removal");
        journey.reads("Some Person");
    }

    @Test
    void by_recovery_code_without_script() {
        Realm realm = testRealms.realm(MfaMethod.SMS);
        Administrator administrator = testRealms.administrator(realm);
        String code =
                recoveryCodes.regenerate(realm.id(), administrator.id()).get(0).formatted();
        Page page = page(options(390).setJavaScriptEnabled(false));
        SignInJourney journey = SignInJourney.on(page, realm);

        journey.open("/password-reset");
        journey.field("E-mail address").fill(administrator.email().value());
        journey.press("Send link");
        follow(page, administrator);
        journey.press("Continue");
        journey.isAt("/password-reset/code/recovery");
        journey.press("Continue");
        journey.reads("Enter a recovery code");
        journey.field("Recovery code").fill(code.toLowerCase(Locale.ROOT));
        journey.press("Continue");
        journey.field("New password").fill(NEW_PASSWORD);
        journey.press("Change password");
        journey.reads("Add your mobile number");
    }

    private static void follow(Page page, Administrator administrator) {
        TestMail.latestTo(administrator.email().value());
        String mail = TestMail.allTo(administrator.email().value()).get(0).text();
        page.navigate(MailedLink.in(mail).path());
        page.reload();
    }
}
