package io.gatehouse.web.layout;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import io.gatehouse.administrator.Administrator;
import io.gatehouse.realm.Realm;
import io.gatehouse.testing.Browser;
import io.gatehouse.testing.SignInClient;
import io.gatehouse.testing.TestSms;
import io.gatehouse.web.SignInJourney;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;

/** Pages in a real browser; a test fails if a page throws or violates its content security policy. */
public abstract class PagesInBrowser {
    private static Browser browser;

    private final List<String> complaints = new ArrayList<>();
    private final List<BrowserContext> contexts = new ArrayList<>();

    @BeforeAll
    public static void open() {
        browser = Browser.open();
    }

    @AfterAll
    public static void close() {
        browser.close();
    }

    @AfterEach
    public void heeds_the_content_security_policy_and_throws_nothing() {
        contexts.forEach(BrowserContext::close);
        assertThat(complaints).isEmpty();
    }

    /** Returns a journey in a browser without cookies. */
    public SignInJourney journey(Realm realm, NewContextOptions options) {
        return SignInJourney.on(page(options), realm);
    }

    /** Returns an empty page in a browser without cookies. */
    public Page page(NewContextOptions options) {
        BrowserContext context = browser.newContext(options.setLocale("en-GB"));
        contexts.add(context);
        Page page = context.newPage();
        page.onPageError(complaints::add);
        page.onConsoleMessage(message -> {
            if (message.text().contains("Content Security Policy")
                    || message.text().contains("Trusted")) {
                complaints.add(message.text());
            }
        });
        return page;
    }

    public static NewContextOptions options(int width) {
        return new NewContextOptions().setViewportSize(width, 844);
    }

    /** Signs the administrator in with the code of the given number of text messages so far. */
    public static void signIn(SignInJourney journey, Administrator administrator, int messages) {
        journey.open("/sign-in");
        journey.signIn(administrator);
        journey.enterCode(code(administrator, messages));
    }

    /** Returns the code of the latest of the given number of text messages to the administrator. */
    public static String code(Administrator administrator, int messages) {
        return SignInClient.codeIn(
                TestSms.latestTo(administrator.phone().orElseThrow().value(), messages));
    }
}
