package io.gatehouse.web;

import static io.gatehouse.testing.SignInClient.mailedCode;
import static io.gatehouse.testing.SignInClient.otherThan;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import io.gatehouse.administrator.Administrator;
import io.gatehouse.administrator.Administrators;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.RealmSettings.MfaMethod;
import io.gatehouse.realm.Role;
import io.gatehouse.testing.BrowserTest;
import io.gatehouse.testing.GatehouseTest;
import io.gatehouse.testing.SignInClient;
import io.gatehouse.testing.TestClock;
import io.gatehouse.testing.TestRealms;
import io.gatehouse.web.layout.PagesInBrowser;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The number of clicks that each main task takes from the overview, counted by the page. */
@GatehouseTest
@BrowserTest
class ClicksBrowserIT extends PagesInBrowser {
    @Inject
    TestRealms testRealms;

    @Inject
    Administrators administrators;

    @Inject
    TestClock clock;

    private final AtomicInteger clicks = new AtomicInteger();

    @Test
    void multi_factor_sign_in_is_turned_on_by_5_and_off_by_4() {
        Realm realm = testRealms.realm();
        Administrator systemAdministrator = testRealms.enrolled(realm, Role.SYSTEM_ADMINISTRATOR);
        SignInJourney journey = counted(realm);
        journey.open("/sign-in");
        journey.signIn(systemAdministrator);
        journey.sees("Welcome, Some Person");

        clicks.set(0);
        journey.follow("Settings");
        journey.follow("Turn on: Multi-factor sign-in");
        journey.field("Text message or e-mail").check();
        journey.press("Turn on");
        journey.field("Code").fill(code(systemAdministrator, 1));
        journey.press("Check code");
        journey.reads("Confirmed");
        journey.field("Code").fill(mailedCode(systemAdministrator));
        journey.press("Check code and turn on");
        journey.reads("Settings saved.");
        assertThat(clicks).hasValue(5);

        journey.follow("Overview");
        journey.sees("Welcome, Some Person");
        clicks.set(0);
        journey.follow("Settings");
        journey.follow("Change: Multi-factor sign-in");
        journey.follow("Turn off multi-factor sign-in");
        journey.press("Turn off");
        journey.reads("Settings saved.");
        assertThat(clicks).hasValue(4);
    }

    @Test
    void a_colleague_is_invited_by_2_and_disabled_by_4() {
        Realm realm = testRealms.realm();
        administrators.change(testRealms.administrator(realm), "Ada Lovelace", Role.OPERATOR, false);
        SignInJourney journey = counted(realm);
        journey.open("/sign-in");
        journey.signIn(testRealms.administrator(realm, Role.SYSTEM_ADMINISTRATOR));
        journey.sees("Welcome, Some Person");

        clicks.set(0);
        journey.follow("Invite an administrator");
        journey.field("E-mail address").fill("grace-" + realm.slug() + "@example.com");
        journey.field("Name").fill("Grace Hopper");
        journey.field("Operator").check();
        journey.press("Send invitation");
        journey.reads("The invitation is on its way.");
        assertThat(clicks).hasValue(2);

        journey.follow("Overview");
        journey.sees("Welcome, Some Person");
        clicks.set(0);
        journey.follow("Administrators");
        journey.follow("Ada Lovelace");
        journey.follow("Disable");
        journey.press("Disable");
        journey.reads("Disabled. They are signed out and cannot sign in.");
        assertThat(clicks).hasValue(4);
    }

    @Test
    void a_locked_administrator_is_unlocked_by_1_and_a_step_up_takes_2() {
        Realm realm = testRealms.realm(MfaMethod.SMS_OR_EMAIL);
        Administrator systemAdministrator = testRealms.enrolled(realm, Role.SYSTEM_ADMINISTRATOR);
        lock(realm, testRealms.enrolled(realm));
        SignInJourney journey = counted(realm);
        String text =
                "Text message " + systemAdministrator.phone().orElseThrow().hint();
        journey.open("/sign-in");
        journey.signIn(systemAdministrator);
        journey.press(text);
        journey.enterCode(code(systemAdministrator, 1));
        journey.sees("Welcome, Some Person");

        clicks.set(0);
        journey.press("Unlock");
        journey.reads("Unlocked. They can request a code again.");
        assertThat(clicks).hasValue(1);

        clock.advance(Duration.ofMinutes(6));
        journey.open("/console/settings/appearance");
        clicks.set(0);
        journey.press(text);
        journey.enterCode(code(systemAdministrator, 2));
        journey.sees("Name and appearance");
        assertThat(clicks).hasValue(2);
    }

    private SignInJourney counted(Realm realm) {
        Page page = page(options(1280));
        page.exposeFunction("clicked", arguments -> clicks.incrementAndGet());
        page.addInitScript("addEventListener('pointerdown', () => clicked(), true)");
        return SignInJourney.on(page, realm);
    }

    private static void lock(Realm realm, Administrator administrator) {
        SignInClient client = SignInClient.of(realm);
        for (int flow = 1; flow <= 2; flow++) {
            String id = client.begin(administrator);
            client.code(id, "sms");
            String code = otherThan(code(administrator, flow));
            for (int tries = 0; tries < 5; tries++) {
                client.verify(id, code);
            }
        }
    }
}
