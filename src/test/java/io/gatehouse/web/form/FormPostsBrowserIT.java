package io.gatehouse.web.form;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.gatehouse.administrator.Administrator;
import io.gatehouse.administrator.MobileNumber;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.RealmSettings.MfaMethod;
import io.gatehouse.testing.BrowserTest;
import io.gatehouse.testing.Database;
import io.gatehouse.testing.GatehouseTest;
import io.gatehouse.testing.SignInClient;
import io.gatehouse.testing.TestClock;
import io.gatehouse.testing.TestRealms;
import io.gatehouse.testing.TestSms;
import io.gatehouse.web.layout.PagesInBrowser;
import jakarta.inject.Inject;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Double clicks, two tabs, back and reload in a real browser. */
@GatehouseTest
@BrowserTest
class FormPostsBrowserIT extends PagesInBrowser {
    private static final String NEW_PASSWORD = "violet harbour ladder quartz";

    @Inject
    TestRealms testRealms;

    @Inject
    TestClock clock;

    @Inject
    Database database;

    @Inject
    HeldPages heldPages;

    private Realm realm;
    private Page page;

    @BeforeEach
    void a_realm_with_text_messages() {
        realm = testRealms.realm(MfaMethod.SMS);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void double_clicks_on_password_number_code_and_step_up(boolean script) {
        Administrator administrator = testRealms.administrator(realm);
        MobileNumber number = testRealms.number();
        page = page(options(390).setJavaScriptEnabled(script));
        signIn(administrator);
        sees("Add your mobile number");
        field("Country or region").selectOption("");
        field("Mobile number").fill(number.value());
        doubleClick("Send code");
        sees("Check your phone");
        field("Code").fill(SignInClient.codeIn(TestSms.latestTo(number.value())));
        doubleClick("Continue");
        sees("Save recovery codes");
        assertThat(TestSms.allTo(number.value())).hasSize(1);
        assertThat(database.sessionsOf(administrator)).isEqualTo(1);

        clock.advance(Duration.ofMinutes(6));
        page.navigate(path("/account/email"));
        sees("Confirm that it’s you");
        doubleClick("Text message " + number.hint());
        sees("Check your phone");
        field("Code").fill(SignInClient.codeIn(TestSms.latestTo(number.value(), 2)));
        doubleClick("Continue");
        page.waitForURL(url -> url.endsWith("/account/email"));
        assertThat(TestSms.allTo(number.value())).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void double_clicks_on_an_invitation(boolean script) {
        Administrator guest = testRealms.guest(realm);
        page = page(options(390).setJavaScriptEnabled(script));
        page.navigate(testRealms.invite(realm, guest).path());
        doubleClick("Continue");
        sees("Choose your password");
        field("Password").fill(NEW_PASSWORD);
        doubleClick("Save password");
        sees("Add your mobile number");
    }

    @Test
    void a_second_click_before_the_next_page_has_come_sends_no_second_code() {
        Administrator administrator = testRealms.enrolled(realm);
        page = page(options(390).setJavaScriptEnabled(false));
        page.navigate(path("/sign-in"));
        field("E-mail address").fill(administrator.email().value());
        field("Password").fill(TestRealms.PASSWORD);

        clickAgainBefore(path("/sign-in/code"), "Sign in");

        sees("Check your phone");
        assertThat(TestSms.allTo(administrator.phone().orElseThrow().value())).hasSize(1);
    }

    @Test
    void a_second_click_before_the_recovery_codes_have_come_shows_them() {
        realm = testRealms.realm();
        page = page(options(390).setJavaScriptEnabled(false));
        page.navigate(path("/sign-in?return_to=" + path("/account/recovery-codes")));
        signIn(testRealms.administrator(realm));
        sees("Save recovery codes");

        clickAgainBefore(path("/account/recovery-codes"), "Create recovery codes");

        assertThat(page.locator("code").first()).isVisible();
    }

    @Test
    void back_and_reload_after_an_error_post_nothing() {
        Administrator administrator = testRealms.enrolled(realm);
        page = page(options(390));
        signIn(administrator);
        sees("Check your phone");
        String code = code(administrator, 1);
        field("Code").fill(SignInClient.otherThan(code));
        press("Continue");
        assertThat(page.locator("main")).containsText("You have 4 attempts left");
        page.reload();
        sees("Check your phone");
        assertThat(page.locator("[role=alert]")).hasCount(0);
        page.goBack();
        page.goForward();
        sees("Check your phone");
        field("Code").fill(SignInClient.otherThan(code));
        press("Continue");
        assertThat(page.locator("main")).containsText("You have 3 attempts left");
        field("Code").fill(code);
        press("Continue");
        page.waitForURL(url -> url.endsWith("/console"));
    }

    @Test
    void each_tab_keeps_its_sign_in_and_its_page() {
        Administrator administrator = testRealms.enrolled(realm);
        Page here = page(options(390));
        Page there = here.context().newPage();
        page = here;
        page.navigate(path("/account/activity"));
        signIn(administrator);
        sees("Check your phone");
        page = there;
        page.navigate(path("/console/deliveries"));
        signIn(administrator);
        sees("Check your phone");
        String tag = page.locator(".tag").innerText();
        String second = code(administrator, 2);
        String number = administrator.phone().orElseThrow().value();
        String first = TestSms.allTo(number).stream()
                .map(SignInClient::codeIn)
                .filter(code -> !code.equals(second))
                .findFirst()
                .orElseThrow();
        field("Code").fill(first);
        press("Continue");
        assertThat(page.locator("[role=alert]")).containsText("message " + tag);

        page = here;
        field("Code").fill(first);
        press("Continue");
        page.waitForURL(url -> url.endsWith("/account/activity"));
        page = there;
        field("Code").fill(second);
        press("Continue");
        page.waitForURL(url -> url.endsWith("/console/deliveries"));
    }

    private void signIn(Administrator administrator) {
        if (!page.url().contains("/sign-in")) {
            page.navigate(path("/sign-in"));
        }
        field("E-mail address").fill(administrator.email().value());
        field("Password").fill(TestRealms.PASSWORD);
        doubleClick("Sign in");
    }

    private Locator field(String label) {
        return page.getByLabel(label, new Page.GetByLabelOptions().setExact(true));
    }

    private void doubleClick(String button) {
        page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName(button).setExact(true))
                .dblclick();
    }

    /** Clicks the button a second time when its answer has come, but not the page that it leads to. */
    private void clickAgainBefore(String nextPage, String button) {
        var box = page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName(button).setExact(true))
                .boundingBox();
        heldPages.hold(nextPage);
        try {
            // The mouse does not wait for the page, as a locator would.
            page.mouse().click(box.x + box.width / 2, box.y + box.height / 2);
            await().until(() -> heldPages.count() == 1);
            page.mouse().click(box.x + box.width / 2, box.y + box.height / 2);
            await().until(() -> heldPages.count() == 2);
        } finally {
            heldPages.release();
        }
    }

    private void press(String button) {
        page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName(button).setExact(true))
                .click();
    }

    private void sees(String heading) {
        assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1)))
                .hasText(heading);
    }

    private String path(String rest) {
        return "/realms/" + realm.slug() + rest;
    }
}
