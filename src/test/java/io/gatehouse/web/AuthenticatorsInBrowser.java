package io.gatehouse.web;

import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Page;
import io.gatehouse.administrator.Administrator;
import io.gatehouse.authenticator.TestApp;
import io.gatehouse.realm.FactorStrength;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.RealmSettings.MfaMethod;
import io.gatehouse.realm.Role;
import io.gatehouse.testing.SignInClient;
import io.gatehouse.testing.TestClock;
import io.gatehouse.testing.TestMail;
import io.gatehouse.testing.TestRealms;
import io.gatehouse.web.layout.PagesInBrowser;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;

/** Steps that tests of passkeys and authenticator apps share. */
abstract class AuthenticatorsInBrowser extends PagesInBrowser {
    @Inject
    TestRealms testRealms;

    @Inject
    TestClock clock;

    /** Returns a realm that sends codes by e-mail and has that minimum for Operators. */
    Realm realm(FactorStrength minimum) {
        return testRealms.realm(settings -> {
            var mfa = settings.mfa().enabledWith(MfaMethod.EMAIL);
            return settings.with(mfa.withAuthenticators(mfa.totp(), mfa.passkey(), Map.of(Role.OPERATOR, minimum)));
        });
    }

    /** Signs in with the code of that many mails so far. */
    void signInByMail(SignInJourney journey, Administrator administrator, int mails) {
        journey.open("/sign-in");
        journey.signIn(administrator);
        journey.sees("Check your e-mail");
        journey.enterCode(mailedCode(administrator, mails));
    }

    static String mailedCode(Administrator administrator, int codes) {
        return SignInClient.codeIn(mail(administrator, "sign-in code", codes));
    }

    /** Returns the newest mail about that subject, once there are so many. */
    static String mail(Administrator administrator, String subject, int count) {
        List<TestMail.Mail> found = await().until(
                        () -> TestMail.allTo(administrator.email().value()).stream()
                                .filter(mail -> mail.subject().contains(subject))
                                .toList(),
                        mails -> mails.size() == count);
        return found.get(count - 1).text();
    }

    static void addPasskey(SignInJourney journey) {
        journey.open("/account");
        journey.follow("Add a passkey");
        journey.press("Create passkey");
        journey.reads("Your passkey was added.");
    }

    TestApp setUpApp(SignInJourney journey, Page page, String link) {
        journey.open("/account");
        journey.follow(link);
        journey.sees("Set up an authenticator app");
        TestApp app = app(page);
        journey.field("Code that the app shows").fill(app.code(clock.instant()));
        journey.press("Continue");
        journey.reads("Your authenticator app is set up.");
        return app;
    }

    static TestApp app(Page page) {
        return new TestApp(page.locator(".setup__key code").textContent().strip());
    }
}
