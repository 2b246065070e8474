package io.gatehouse.web;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import io.gatehouse.administrator.Administrator;
import io.gatehouse.administrator.RecoveryCodes;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.RealmSettings.MfaMethod;
import io.gatehouse.realm.Role;
import io.gatehouse.testing.BrowserTest;
import io.gatehouse.testing.Database;
import io.gatehouse.testing.GatehouseTest;
import io.gatehouse.testing.SignInClient;
import io.gatehouse.testing.TestRealms;
import io.gatehouse.testing.TestSms;
import io.gatehouse.web.layout.PagesInBrowser;
import jakarta.inject.Inject;
import java.time.Clock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The deliveries page, and the sign-in pages when a code is not delivered. */
@GatehouseTest
@BrowserTest
class DeliveriesBrowserIT extends PagesInBrowser {
    @Inject
    TestRealms testRealms;

    @Inject
    Database database;

    @Inject
    Clock clock;

    @Inject
    RecoveryCodes recoveryCodes;

    @ParameterizedTest
    @CsvSource({"390,LIGHT", "390,DARK", "1280,LIGHT", "1280,DARK"})
    void volumes_codes_and_abandoned_mails(int width, ColorScheme scheme) {
        Realm realm = testRealms.realm(MfaMethod.SMS_OR_EMAIL);
        Administrator reached = testRealms.enrolled(realm);
        Administrator unreached = testRealms.enrolled(realm);
        refuse(unreached);
        giveUpMailTo(reached);
        Page page = page(options(width).setColorScheme(scheme));
        SignInJourney there = SignInJourney.on(page, realm);
        there.open("/sign-in");
        there.signIn(unreached);
        there.sees("Choose how to get your code");
        bySms(page);
        there.reads("Not delivered. This number can’t get text messages.");
        there.opensOtherWays();
        there.press("Get the code by e-mail");
        there.sees("Check your e-mail");

        Page own = page(options(width).setColorScheme(scheme));
        SignInJourney here = SignInJourney.on(own, realm);
        here.open("/sign-in");
        here.signIn(reached);
        bySms(own);
        here.enterCode(SignInClient.codeIn(
                TestSms.latestTo(reached.phone().orElseThrow().value())));
        here.follow("Deliveries");
        here.sees("Deliveries");
        here.reads("Germany");
        here.reads("1 (50%)");
        here.reads("Not delivered. This number can’t get text messages.");
        here.reads("twilio_30006");
        here.reads("Your password was changed");
        here.reads("smtp_550");
    }

    @ParameterizedTest
    @CsvSource({"390,DARK", "1280,LIGHT"})
    void a_test_shows_the_providers_error(int width, ColorScheme scheme) {
        Realm realm = testRealms.realm(MfaMethod.SMS_OR_EMAIL);
        Administrator systemAdministrator = testRealms.enrolled(realm, Role.SYSTEM_ADMINISTRATOR);
        Page page = page(options(width).setColorScheme(scheme));
        SignInJourney here = SignInJourney.on(page, realm);
        here.open("/sign-in");
        here.signIn(systemAdministrator);
        bySms(page);
        here.enterCode(SignInClient.codeIn(
                TestSms.latestTo(systemAdministrator.phone().orElseThrow().value())));
        refuse(systemAdministrator);
        here.follow("Settings");
        here.follow("Test delivery");
        here.sees("Test delivery");
        here.press("Send me a text message");
        here.reads("Not delivered. This number can’t get text messages. (twilio_30006)");
        here.sees("Test delivery");
        here.press("Send me an e-mail");
        here.reads("On its way");
        here.press("Send me an e-mail");
        here.showsError("You can send another code in ");
    }

    @ParameterizedTest
    @CsvSource({"390,DARK", "1280,LIGHT"})
    void without_a_channel_the_page_redirects_to_recovery_codes(int width, ColorScheme scheme) {
        Realm realm = testRealms.realm(settings -> TestRealms.smsADay(settings, 1));
        SignInClient.of(realm).begin(testRealms.enrolled(realm));
        Administrator administrator = testRealms.enrolled(realm);
        String recoveryCode =
                recoveryCodes.regenerate(realm.id(), administrator.id()).get(0).formatted();
        Page page = page(options(width).setColorScheme(scheme));
        SignInJourney here = SignInJourney.on(page, realm);
        here.open("/sign-in");
        here.signIn(administrator);
        here.sees("No code can be sent right now");
        here.follow("Use a recovery code");
        here.field("Recovery code").fill(recoveryCode);
        here.press("Continue");
        here.sees("Welcome, Some Person");
    }

    private static void bySms(Page page) {
        page.getByRole(AriaRole.BUTTON, new GetByRoleOptions().setName("Text message"))
                .click();
    }

    private void refuse(Administrator administrator) {
        TestSms.twilio()
                .register(post(urlPathMatching(".*/Messages\\.json"))
                        .withRequestBody(containing(
                                administrator.phone().orElseThrow().value().substring(1)))
                        .willReturn(aResponse()
                                .withStatus(400)
                                .withHeader("Content-Type", "application/json")
                                .withBody("{\"code\":30006,\"message\":\"Landline\",\"status\":400}")));
    }

    private void giveUpMailTo(Administrator administrator) {
        database.execute("""
                insert into mail_outbox (id, realm_id, administrator_id, kind, cause, state, attempts,
                    next_attempt_at, give_up_at, error, created_at, changed_at)
                values (gen_random_uuid(), '%1$s', '%2$s', 'PASSWORD_CHANGED', 'test', 'DEAD', 97,
                    '%3$s', '%3$s', 'smtp_550', '%3$s', '%3$s')""".formatted(administrator.realm(), administrator.id(), clock.instant()));
    }
}
