package io.gatehouse.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route.FulfillOptions;
import io.gatehouse.administrator.Administrator;
import io.gatehouse.administrator.MobileNumber;
import io.gatehouse.openid.RelyingParty;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.RealmSettings.AuthenticationInterval;
import io.gatehouse.realm.RealmSettings.MfaMethod;
import io.gatehouse.realm.Role;
import io.gatehouse.testing.BrowserTest;
import io.gatehouse.testing.GatehouseTest;
import io.gatehouse.testing.SignInClient;
import io.gatehouse.testing.TestClock;
import io.gatehouse.testing.TestRealms;
import io.gatehouse.testing.TestSms;
import io.gatehouse.web.layout.PagesInBrowser;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every page without script, by keyboard alone, and at 400 % zoom. */
@GatehouseTest
@BrowserTest
class EveryPageBrowserIT extends PagesInBrowser {
    static final List<String> OF_LINKS = List.of(
            "/password-reset",
            "/password-reset/sent",
            "/password-reset?token=x",
            "/invitation?token=x",
            "/admission?token=x",
            "/new-email?token=x",
            "/factor-reset?token=x",
            "/reported",
            "/nothing");

    static final List<String> SIGNED_IN = List.of(
            "/console",
            "/console/administrators",
            "/console/administrators?state=PENDING",
            "/console/administrators/invite",
            "/console/administrators/{id}",
            "/console/administrators/{id}/edit",
            "/console/administrators/{id}/actions/disable",
            "/console/administrators/{id}/revoke-sessions",
            "/console/settings",
            "/console/settings/mfa",
            "/console/settings/authenticators",
            "/console/settings/codes",
            "/console/settings/text-messages",
            "/console/settings/sessions",
            "/console/settings/appearance",
            "/console/settings/portal",
            "/console/settings/test",
            "/console/audit",
            "/console/deliveries",
            "/console/applications",
            "/console/register-application",
            "/console/service-tokens",
            "/console/realms",
            "/console/realms/create",
            "/console/nothing",
            "/account",
            "/account/activity",
            "/account/sessions/end",
            "/account/password",
            "/account/email",
            "/account/phone",
            "/account/language",
            "/account/recovery-codes");

    private static final String PORTAL = "https://portal.example/**";

    private static final String FOCUSABLE = "const focusable = [...document.querySelectorAll("
            + "'a[href], button, input:not([type=hidden]), select, textarea, summary')]"
            + ".filter(one => !one.disabled && one.checkVisibility({visibilityProperty: true})"
            + " && (one.type !== 'radio' || one === ([...document.getElementsByName(one.name)].find(each => each.checked)"
            + " || document.getElementsByName(one.name)[0])));";

    /** A way to use the pages. */
    enum Way {
        WITHOUT_SCRIPT {
            @Override
            NewContextOptions options() {
                return PagesInBrowser.options(1280).setJavaScriptEnabled(false);
            }

            /** Returns buttons that only a script handles, and forms without another one. */
            @Override
            Object faults(Page page) {
                return page.evaluate("() => [...document.querySelectorAll('button[type=button], form')]"
                        + ".filter(one => one.matches('button') ? one.checkVisibility()"
                        + " : ![...one.elements].some(each => each.type === 'submit' && !each.hidden))"
                        + ".map(one => one.outerHTML.slice(0, 200))");
            }
        },
        BY_KEYBOARD {
            @Override
            NewContextOptions options() {
                return PagesInBrowser.options(1280);
            }

            /** Returns what the tab key does not reach in the order of the page, or not visibly. */
            @Override
            Object faults(Page page) {
                int count = (int)
                        page.evaluate(
                                "() => {" + FOCUSABLE + "document.body.tabIndex = -1;"
                                        + "document.body.focus(); document.body.removeAttribute('tabindex'); return focusable.length }");
                List<Object> faults = new ArrayList<>();
                for (int i = 0; i < count; i++) {
                    page.keyboard().press("Tab");
                    Object fault = page.evaluate(
                            "i => {" + FOCUSABLE + "const at = document.activeElement;"
                                    + "const style = getComputedStyle(at); const box = at.getClientRects()[0];"
                                    + "const over = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);"
                                    + "const lit = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;"
                                    + "const seen = over && (at.contains(over) || over.contains(at));"
                                    + "return at === focusable[i] && lit && seen ? '' : i + ': ' + at.outerHTML.slice(0, 200)"
                                    + " + (at === focusable[i] ? '' : ' not ' + focusable[i]?.outerHTML.slice(0, 200))"
                                    + " + (lit ? '' : ' without outline') + (seen ? '' : ' behind ' + over?.outerHTML.slice(0, 200))}",
                            i);
                    if (!fault.equals("")) {
                        faults.add(fault);
                    }
                }
                return faults;
            }
        },
        AT_400_PERCENT {
            @Override
            NewContextOptions options() {
                return new NewContextOptions().setViewportSize(320, 256);
            }

            /** Returns what covers half of the page when it is scrolled, cut texts, and the body if it scrolls sideways. */
            @Override
            Object faults(Page page) {
                return page.evaluate("() => [...document.querySelectorAll('body, body *')].filter(one => {"
                        + "const style = getComputedStyle(one); const stays = ['fixed', 'sticky'].includes(style.position);"
                        + "const cuts = ['hidden', 'clip'].includes(style.overflowX) && style.clipPath === 'none';"
                        + "return one === document.body && document.documentElement.scrollWidth > innerWidth"
                        + " || one.checkVisibility() && (stays && one.clientHeight > innerHeight / 2"
                        + " || cuts && one.scrollWidth > one.clientWidth + 1) })"
                        + ".map(one => one.outerHTML.slice(0, 200))");
            }
        };

        abstract NewContextOptions options();

        abstract Object faults(Page page);
    }

    @Inject
    TestRealms testRealms;

    @Inject
    TestClock clock;

    // Headings and errors are read, since the check for accessibility needs scripts.
    @ParameterizedTest
    @EnumSource(Way.class)
    void before_and_during_the_sign_in(Way way) {
        Realm realm = testRealms.realm(MfaMethod.SMS_OR_EMAIL, AuthenticationInterval.WEEK);
        Page page = page(way.options());
        SignInJourney journey = SignInJourney.on(page, realm);
        page.navigate("/forgot-realm");
        assertUsable(way, page);
        OF_LINKS.forEach(path -> {
            journey.open(path);
            assertUsable(way, page);
        });
        journey.open("/sign-in");
        journey.press("Sign in");
        journey.reads("Enter your e-mail address");
        assertUsable(way, page);
        journey.signIn(testRealms.administrator(realm));
        journey.reads("Add your mobile number");
        assertUsable(way, page);
        MobileNumber number = testRealms.number();
        journey.enterNumber("", number.value());
        journey.reads("Check your phone");
        journey.opensOtherWays();
        assertUsable(way, page);
        journey.enterCode(SignInClient.codeIn(TestSms.latestTo(number.value())));
        journey.reads("Save recovery codes");
        assertUsable(way, page);
        journey.press("Create recovery codes");
        journey.reads("Your recovery codes");
        assertUsable(way, page);
        clock.advance(Duration.ofMinutes(6));
        journey.open("/account/password");
        journey.reads("Confirm that it’s you");
        assertUsable(way, page);
        journey.open("/account");
        assertUsable(way, page);
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void of_the_console_and_the_own_account(Way way) {
        Realm root = testRealms.root();
        Administrator other = testRealms.enrolled(root);
        SignInClient.of(root).start(other.email().value(), "wrong");
        testRealms.guest(root);
        Page page = page(way.options());
        SignInJourney journey = SignInJourney.on(page, root);
        journey.open("/sign-in");
        journey.signIn(testRealms.administrator(root, Role.SYSTEM_ADMINISTRATOR));
        journey.reads("Welcome, Some Person");
        for (String path : SIGNED_IN) {
            journey.open(path.replace("{id}", other.id().toString()));
            assertUsable(way, page);
        }
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void on_the_way_from_and_to_an_application(Way way) {
        Realm realm = testRealms.realm();
        Administrator administrator = testRealms.administrator(realm, Role.SYSTEM_ADMINISTRATOR);
        RelyingParty portal = RelyingParty.register(realm, administrator, Map.of("clientId", "portal"));
        Page page = page(way.options());
        // The page that leads to the application stays.
        page.route(PORTAL, route -> route.fulfill(new FulfillOptions().setStatus(204)));
        SignInJourney journey = SignInJourney.on(page, realm);
        journey.open(portal.authorization(Map.of("client_id", "other")));
        journey.reads("The application isn’t registered here");
        assertUsable(way, page);
        journey.open(portal.authorization(Map.of()));
        page.waitForRequest(PORTAL, () -> journey.signIn(administrator));
        journey.reads("We’re taking you back to the application.");
        assertUsable(way, page);
        journey.open(portal.authorization(Map.of("prompt", "login")));
        journey.reads("Confirm that it’s you");
        assertUsable(way, page);
        journey.open("/oidc/logout?id_token_hint=x");
        journey.reads("The application’s request to sign you out isn’t valid");
        assertUsable(way, page);
        journey.open("/oidc/logout");
        journey.reads("Do you want to sign out?");
        assertUsable(way, page);
        for (String path : List.of("", "/edit", "?delete=true")) {
            journey.open("/console/applications/portal" + path);
            assertUsable(way, page);
        }
    }

    private static void assertUsable(Way way, Page page) {
        assertThat(page.locator("h1").count()).as(page.url()).isEqualTo(1);
        assertThat(way.faults(page)).as(page.url()).isEqualTo(List.of());
    }
}
