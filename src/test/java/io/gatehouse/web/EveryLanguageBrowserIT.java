package io.gatehouse.web;

import static io.gatehouse.testing.SettingsClient.switchOn;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route.FulfillOptions;
import com.microsoft.playwright.options.ColorScheme;
import io.gatehouse.administrator.Administrator;
import io.gatehouse.administrator.Administrators;
import io.gatehouse.administrator.MobileNumber;
import io.gatehouse.authenticator.TestApp;
import io.gatehouse.delivery.text.Languages;
import io.gatehouse.kernel.Requester;
import io.gatehouse.openid.RelyingParty;
import io.gatehouse.password.PasswordVerifier;
import io.gatehouse.password.PasswordVerifier.Client;
import io.gatehouse.realm.FactorStrength;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.RealmSettings.AuthenticationInterval;
import io.gatehouse.realm.RealmSettings.MfaMethod;
import io.gatehouse.realm.Role;
import io.gatehouse.testing.BrowserTest;
import io.gatehouse.testing.GatehouseTest;
import io.gatehouse.testing.MailedLink;
import io.gatehouse.testing.ReportedLink;
import io.gatehouse.testing.TestClock;
import io.gatehouse.testing.TestMail;
import io.gatehouse.testing.TestRealms;
import io.gatehouse.testing.TestSms;
import io.gatehouse.testing.VirtualAuthenticator;
import io.gatehouse.web.layout.PagesInBrowser;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The account pages and the pages of mailed links: accessible on a phone in every language. */
@GatehouseTest
@BrowserTest
class EveryLanguageBrowserIT extends PagesInBrowser {
    private static final List<String> OWN_PAGES = List.of(
            "/account",
            "/account/activity",
            "/account/sessions/end",
            "/account/password",
            "/account/email",
            "/account/phone",
            "/account/phone/code",
            "/account/language",
            "/account/recovery-codes");

    @Inject
    TestRealms testRealms;

    @Inject
    Administrators administrators;

    @Inject
    Languages languages;

    @Inject
    PasswordVerifier verifier;

    @Inject
    TestClock clock;

    @Test
    void the_own_account() {
        Realm realm = testRealms.realm(MfaMethod.SMS, AuthenticationInterval.WEEK);
        Administrator administrator = testRealms.enrolled(realm);
        Page page = page(options(390));
        SignInJourney journey = SignInJourney.on(page, realm);
        journey.open("/sign-in");
        journey.signIn(administrator);
        journey.tick("Trust this browser for a week");
        journey.enterCode(code(administrator, 1));
        journey.open("/account/phone");
        MobileNumber number = testRealms.number();
        journey.enterNumber("", number.value());
        TestSms.latestTo(number.value());

        for (String language : tags()) {
            administrators.changeLocale(realm.id(), administrator.id(), Optional.of(language));
            OWN_PAGES.forEach(path -> journey.opens(path, language));
            journey.open("/account/recovery-codes");
            page.locator("main .button").click();
            page.locator(".recovery-codes").waitFor();
            journey.hasLanguage(language);
        }
    }

    @Test
    void passkeys_and_authenticator_apps() {
        Realm realm = testRealms.realm(settings -> {
            var mfa = settings.mfa().enabledWith(MfaMethod.SMS);
            return settings.with(
                    mfa.withAuthenticators(mfa.totp(), mfa.passkey(), Map.of(Role.OPERATOR, FactorStrength.TOTP)));
        });
        Administrator administrator = testRealms.enrolled(realm);
        Page page = page(options(390).setColorScheme(ColorScheme.DARK));
        VirtualAuthenticator device = VirtualAuthenticator.internal(page);
        SignInJourney journey = SignInJourney.on(page, realm);
        signIn(journey, administrator, 1);
        journey.sees("Create a passkey");
        inEveryLanguage(journey, "/sign-in/new-passkey?", "/sign-in/new-app?");
        journey.open("/sign-in/new-app?language=en");
        TestApp app = new TestApp(page.locator(".setup__key code").textContent().strip());
        journey.field("Code that the app shows").fill(app.code(clock.instant()));
        journey.press("Continue");
        journey.open("/account/passkeys/new");
        journey.press("Create passkey");
        journey.reads("Your passkey was added.");
        String passkey = (String) page.evaluate(
                "document.querySelector('a[href*=\"/passkeys/\"][href$=\"/remove\"]').getAttribute('href')");
        List<String> paths = List.of(
                "/account",
                "/account/passkeys/new",
                "/account/authenticator-app",
                "/account/authenticator-app/remove",
                within(realm, passkey),
                within(realm, passkey).replace("/remove", ""));
        for (String language : tags()) {
            administrators.changeLocale(realm.id(), administrator.id(), Optional.of(language));
            paths.forEach(path -> journey.opens(path, language));
        }
        administrators.changeLocale(realm.id(), administrator.id(), Optional.of("en"));
        journey.open("/account");
        device.setPresent(false);
        journey.press("Sign out");
        journey.sees("Sign in");
        journey.signIn(administrator);
        journey.sees("Use your passkey");
        inEveryLanguage(journey, "/sign-in/code/passkey?", "/sign-in/code/app?");
    }

    @Test
    void a_reset() {
        Realm realm = testRealms.realm(MfaMethod.SMS);
        Administrator administrator = testRealms.enrolled(realm);
        SignInJourney journey = journey(realm, options(390).setColorScheme(ColorScheme.DARK));
        journey.open("/password-reset");
        journey.field("E-mail address").fill(administrator.email().value());
        journey.press("Send link");
        inEveryLanguage(journey, "/password-reset?", "/password-reset/sent?");
        String link = within(realm, MailedLink.in(latest(administrator)).path());
        inEveryLanguage(journey, link + "&");
        journey.open(link + "&language=en");
        journey.press("Continue");
        inEveryLanguage(journey, "/password-reset/code?", "/password-reset/code/recovery?");
        journey.open("/password-reset/code?language=en");
        journey.enterCode(code(administrator, 1));
        inEveryLanguage(journey, "/password-reset/password?");
    }

    @Test
    void an_admission() {
        Realm realm = testRealms.realm();
        Administrator administrator = testRealms.administrator(realm);
        guess(realm, administrator);
        Page page = page(options(390).setColorScheme(ColorScheme.DARK));
        SignInJourney journey = SignInJourney.on(page, realm);
        for (String language : tags()) {
            journey.opens("/sign-in?language=" + language, language);
            page.locator("#email").fill(administrator.email().value());
            page.locator("#password").fill(TestRealms.PASSWORD);
            page.locator("main .button").click();
            page.locator("[role=alert]").waitFor();
            journey.hasLanguage(language);
        }
        String link = within(realm, MailedLink.in(latest(administrator)).path());
        inEveryLanguage(journey, "/admission?", link + "&", "/sign-in?admitted=true&");
        journey.open(link + "&language=en");
        journey.press("Admit this browser");
        journey.reads("This browser is admitted. Sign in with your password.");
        journey.signIn(administrator);
        journey.isAt("/console");
        journey.open(link);
        journey.press("Admit this browser");
        journey.sees("This link no longer works");
    }

    /** Enters a hundred wrong passwords, each from another network. */
    private void guess(Realm realm, Administrator administrator) {
        for (int network = 0; network < 100; network++) {
            Requester stranger = new Requester("198.18." + network + ".1", "", "stranger");
            verifier.check(
                    realm,
                    administrator.email().value(),
                    "wrong",
                    stranger,
                    Client.browser(Optional.empty(), Optional.empty()));
        }
    }

    @Test
    void an_invitation() {
        Realm realm = testRealms.realm();
        String link =
                within(realm, testRealms.invite(realm, testRealms.guest(realm)).path());
        SignInJourney journey = journey(realm, options(390));
        inEveryLanguage(journey, link + "&");
        journey.open(link + "&language=en");
        journey.press("Continue");
        inEveryLanguage(journey, "/invitation/password?", "/invitation?");
    }

    @Test
    void a_report() {
        Realm realm = testRealms.realm();
        Administrator administrator = testRealms.administrator(realm, Role.SYSTEM_ADMINISTRATOR);
        switchOn(realm, administrator);
        TestMail.latestTo(administrator.email().value(), 2);
        List<String> reports = TestMail.allTo(administrator.email().value()).stream()
                .map(mail -> ReportedLink.in(mail.text()).path())
                .toList();
        Page page = page(options(390).setColorScheme(ColorScheme.DARK));
        SignInJourney journey = SignInJourney.on(page, realm);
        for (String language : tags()) {
            journey.opens("/reported?language=" + language, language);
            for (String report : reports) {
                page.navigate(report);
                journey.hasLanguage(language);
            }
            journey.opens("/new-email?token=gone", language);
        }
    }

    @Test
    void an_application_requests_the_language() {
        Realm realm = testRealms.realm();
        Administrator administrator = testRealms.administrator(realm, Role.SYSTEM_ADMINISTRATOR);
        RelyingParty portal = RelyingParty.register(realm, administrator, Map.of());
        for (String language : tags()) {
            Page page = page(options(390).setColorScheme(ColorScheme.DARK));
            page.route("https://portal.example/**", route -> route.fulfill(new FulfillOptions().setStatus(204)));
            SignInJourney journey = SignInJourney.on(page, realm);
            String locales = "xx%20" + language + "-CH%20en";
            journey.opens(portal.authorization(Map.of("client_id", "other", "ui_locales", locales)), language);
            journey.opens(portal.authorization(Map.of("ui_locales", locales)), language);
            page.locator("#email").fill(administrator.email().value());
            page.locator("#password").fill(TestRealms.PASSWORD);
            page.waitForRequest(
                    "https://portal.example/**",
                    () -> page.locator("main .button").click());
            journey.hasLanguage(language);
            journey.opens(portal.authorization(Map.of("prompt", "login", "ui_locales", locales)), language);
            journey.opens("/oidc/logout?id_token_hint=x&ui_locales=" + locales, language);
            journey.opens("/oidc/logout?ui_locales=" + locales, language);
        }
    }

    /** Opens each page as the language menu links to it; the addresses end before the language. */
    private void inEveryLanguage(SignInJourney journey, String... addresses) {
        for (String language : tags()) {
            for (String address : addresses) {
                journey.opens(address + "language=" + language, language);
            }
        }
    }

    private List<String> tags() {
        return languages.all().stream().map(Locale::toLanguageTag).toList();
    }

    private static String within(Realm realm, String path) {
        return path.substring(("/realms/" + realm.slug()).length());
    }

    private static String latest(Administrator administrator) {
        return TestMail.latestTo(administrator.email().value()).text();
    }
}
