package io.gatehouse.api;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.gatehouse.testing.SignInClient.codeIn;
import static io.gatehouse.testing.SignInClient.mailedCode;
import static io.gatehouse.testing.SignInClient.otherThan;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.GetByLabelOptions;
import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.options.AriaRole;
import io.gatehouse.administrator.Administrator;
import io.gatehouse.administrator.RecoveryCodes;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.RealmSettings.MfaMethod;
import io.gatehouse.session.SessionList;
import io.gatehouse.session.Sessions;
import io.gatehouse.testing.Browser;
import io.gatehouse.testing.BrowserTest;
import io.gatehouse.testing.GatehouseTest;
import io.gatehouse.testing.StaticSite;
import io.gatehouse.testing.TestClock;
import io.gatehouse.testing.TestRealms;
import io.gatehouse.testing.TestSms;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The example single-page application, in a real browser and from another origin. */
@GatehouseTest
@BrowserTest
class SpaBrowserIT {
    private static final String GATEHOUSE = "http://localhost:8081";

    @Inject
    TestRealms testRealms;

    @Inject
    Sessions sessions;

    @Inject
    SessionList sessionList;

    @Inject
    TestClock clock;

    @Inject
    RecoveryCodes recoveryCodes;

    private final List<String> requests = new CopyOnWriteArrayList<>();
    private StaticSite site;
    private Browser browser;
    private Page page;

    @BeforeEach
    void open() {
        site = new StaticSite(Path.of("examples", "spa"));
        browser = Browser.open();
        page = browser.newPage();
        page.onRequest(request -> requests.add(request.method() + " " + request.url()));
    }

    @AfterEach
    void close() {
        browser.close();
        site.close();
    }

    @Test
    void signs_in_by_code_refreshes_and_signs_out() {
        Realm realm = testRealms.realm("https://portal.example.com", site.origin());
        Administrator administrator = testRealms.administrator(realm);
        visit(realm);
        sees("Sign in");
        enterPassword(administrator, "not the password at all");
        showsError("E-mail address or password is wrong.");
        enterPassword(administrator, TestRealms.PASSWORD);
        sees("Enter your code");

        String first = mailedCode(administrator);
        press("Send a new code");
        assertThat(error()).containsText("You can send another code in");
        clock.advance(Duration.ofSeconds(61));
        press("Send a new code");
        String code = mailedCode(administrator, 2);
        enterCode(otherThan(code));
        showsError("This code is wrong. You have 4 attempts left.");
        assertThat(code).isNotEqualTo(first);
        enterCode(code);
        sees("Hello, " + administrator.displayName());
        assertThat(page.locator("#profile-email")).hasText(administrator.email().value());

        refreshesOnceTheServerCallsTheTokenExpired(realm);
        press("Sign out");
        sees("Sign in");
        assertThat(sessionList.of(administrator.id())).isEmpty();
        assertThat(page.evaluate("localStorage.length + sessionStorage.length + document.cookie.length"))
                .isEqualTo(0);
    }

    @Test
    void refreshes_before_its_own_clock_says_so_and_says_when_the_session_has_ended() {
        Realm realm = testRealms.realm("https://portal.example.com", site.origin());
        Administrator administrator = testRealms.administrator(realm);
        page.clock().install();
        visit(realm);
        enterPassword(administrator, TestRealms.PASSWORD);
        enterCode(mailedCode(administrator));
        sees("Hello, " + administrator.displayName());

        requests.clear();
        page.clock().fastForward("05:00");
        press("Load again");
        assertThat(page.getByText("Up to date.")).isVisible();
        assertThat(requests.stream().filter(request -> request.startsWith("POST") || request.startsWith("GET")))
                .containsExactly("POST " + api(realm) + "/token/refresh", "GET " + api(realm) + "/account");

        sessions.revokeAll(administrator.id(), Optional.empty());
        press("Load again");
        showsError("Your session has ended. Sign in again.");
        sees("Sign in");
    }

    @Test
    void enrols_a_number() {
        Realm realm = testRealms.realm(settings -> {
            var portal = TestRealms.portal(settings, "https://portal.example.com", site.origin());
            return portal.with(portal.mfa().enabledWith(MfaMethod.SMS));
        });
        Administrator administrator = testRealms.administrator(realm);
        String number = testRealms.number().value();
        visit(realm);
        enterPassword(administrator, TestRealms.PASSWORD);
        sees("Add your mobile number");
        page.getByLabel("Mobile number, with country code").fill("+49 30 1");
        press("Send code");
        showsError("This number cannot be used.");
        page.getByLabel("Mobile number, with country code").fill(number);
        press("Send code");
        sees("Enter your code");
        enterCode(codeIn(TestSms.latestTo(number)));
        sees("Hello, " + administrator.displayName());
    }

    @Test
    void signs_in_by_recovery_code() {
        Realm realm = testRealms.realm("https://portal.example.com", site.origin());
        Administrator administrator = testRealms.administrator(realm);
        String code =
                recoveryCodes.regenerate(realm.id(), administrator.id()).get(0).formatted();
        visit(realm);
        enterPassword(administrator, TestRealms.PASSWORD);
        sees("Enter your code");
        press("Use a recovery code");
        sees("Enter a recovery code");
        enterRecoveryCode("0000-0000-0000-0000");
        showsError("This code is wrong. You have 4 attempts left.");
        enterRecoveryCode(code);
        sees("Hello, " + administrator.displayName());
    }

    private void refreshesOnceTheServerCallsTheTokenExpired(Realm realm) {
        requests.clear();
        clock.advance(Duration.ofMinutes(6));
        press("Load again");
        assertThat(page.getByText("Up to date.")).isVisible();
        assertThat(requests.stream().filter(request -> request.startsWith("POST") || request.startsWith("GET")))
                .containsExactly(
                        "GET " + api(realm) + "/account",
                        "POST " + api(realm) + "/token/refresh",
                        "GET " + api(realm) + "/account");
    }

    private void visit(Realm realm) {
        site.replace(Map.of("http://localhost:8080", GATEHOUSE, "/realms/demo", "/realms/" + realm.slug()));
        page.navigate(site.origin());
    }

    private void enterPassword(Administrator administrator, String password) {
        page.getByLabel("E-mail address").fill(administrator.email().value());
        page.getByLabel("Password").fill(password);
        press("Sign in");
    }

    private void enterCode(String code) {
        page.getByLabel("Code", new GetByLabelOptions().setExact(true)).fill(code);
        press("Continue");
    }

    private void enterRecoveryCode(String code) {
        page.getByLabel("Recovery code").fill(code);
        press("Continue");
    }

    private void press(String button) {
        page.getByRole(AriaRole.BUTTON, new GetByRoleOptions().setName(button)).click();
    }

    private void sees(String heading) {
        assertThat(page.getByRole(AriaRole.HEADING, new GetByRoleOptions().setLevel(1)))
                .hasText(heading);
        assertThat(new AxeBuilder(page).analyze().getViolations())
                .extracting(rule -> rule.getId() + ": " + rule.getNodes())
                .isEmpty();
    }

    private void showsError(String text) {
        assertThat(error()).containsText(text);
        assertThat(error()).isFocused();
    }

    private Locator error() {
        return page.getByRole(AriaRole.ALERT);
    }

    private static String api(Realm realm) {
        return GATEHOUSE + "/api/v1/realms/" + realm.slug();
    }
}
