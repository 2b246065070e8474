package io.gatehouse.web.signin;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
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

/** The fragment of the page asked for, which no server sees, is kept until the sign-in leads there. */
@GatehouseTest
@BrowserTest
class FragmentBrowserIT extends PagesInBrowser {
    private static final String SIGN_IN = "/sign-in?return_to=%2Fportal%2Fpage%3Fx%3D1";
    private static final String ASKED_FOR = "/portal/page?x=1#part";

    @Inject
    TestRealms testRealms;

    @Inject
    TestClock clock;

    private Page page;

    @Test
    void through_enrolment_correction_resend_wrong_code_and_recovery_codes() {
        Realm realm = testRealms.realm(MfaMethod.SMS);
        MobileNumber number = testRealms.number();
        page = page(options(390));
        open(realm);
        signIn(testRealms.administrator(realm));
        enterNumber(testRealms.number());
        sees("Check your phone");
        clock.advance(Duration.ofSeconds(61));
        page.locator("summary").click();
        follow("Correct the mobile number");
        field("Mobile number").fill("");
        press("Send code");
        assertThat(page.locator("[role=alert]")).containsText("Enter your mobile number");
        follow("Enter your mobile number");
        enterNumber(number);
        sees("Check your phone");
        clock.advance(Duration.ofSeconds(61));
        page.reload();
        press("Send a new code");
        sees("Check your phone");
        String code = SignInClient.codeIn(TestSms.latestTo(number.value(), 2));
        enter(SignInClient.otherThan(code));
        assertThat(page.locator("[role=alert]")).containsText("This code is wrong");
        enter(code);
        sees("Save recovery codes");
        press("Create recovery codes");
        follow("I have saved them");

        isWhereAskedFor();
    }

    @Test
    void through_another_channel_and_start_again() {
        Realm realm = testRealms.realm(MfaMethod.SMS_OR_EMAIL);
        Administrator administrator = testRealms.enrolled(realm);
        page = page(options(390));
        open(realm);
        signIn(administrator);
        press("Start again");
        signIn(administrator);
        sees("Choose how to get your code");
        choose("Text message");
        sees("Check your phone");
        clock.advance(Duration.ofSeconds(61));
        page.reload();
        page.locator("summary").click();
        press("Get the code by e-mail");
        sees("Check your e-mail");
        enter(SignInClient.mailedCode(administrator));

        isWhereAskedFor();
    }

    @Test
    void without_scripts_as_long_as_no_link_is_followed() {
        Realm realm = testRealms.realm(MfaMethod.SMS_OR_EMAIL);
        Administrator administrator = testRealms.enrolled(realm);
        String number = administrator.phone().orElseThrow().value();
        page = page(options(390).setJavaScriptEnabled(false));
        open(realm);
        signIn(administrator);
        choose("Text message");
        sees("Check your phone");
        clock.advance(Duration.ofSeconds(61));
        press("Send a new code");
        sees("Check your phone");
        enter(SignInClient.codeIn(TestSms.latestTo(number, 2)));

        isWhereAskedFor();
    }

    private void open(Realm realm) {
        page.navigate("/realms/" + realm.slug() + SIGN_IN + "#part");
    }

    private void signIn(Administrator administrator) {
        sees("Sign in");
        field("E-mail address").fill(administrator.email().value());
        field("Password").fill(TestRealms.PASSWORD);
        press("Sign in");
    }

    private void enterNumber(MobileNumber number) {
        field("Country or region").selectOption("");
        field("Mobile number").fill(number.value());
        press("Send code");
    }

    private void enter(String code) {
        field("Code").fill(code);
        press("Continue");
    }

    private void isWhereAskedFor() {
        page.waitForURL(url -> url.contains("/portal/"));
        assertThat(page.url()).endsWith("localhost:8081" + ASKED_FOR);
    }

    private Locator field(String label) {
        return page.getByLabel(label, new Page.GetByLabelOptions().setExact(true));
    }

    private void press(String button) {
        page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName(button).setExact(true))
                .click();
    }

    private void choose(String channel) {
        page.locator("button.choice")
                .filter(new Locator.FilterOptions().setHasText(channel))
                .click();
    }

    private void follow(String link) {
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(link).setExact(true))
                .click();
    }

    private void sees(String heading) {
        assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1)))
                .hasText(heading);
    }
}
