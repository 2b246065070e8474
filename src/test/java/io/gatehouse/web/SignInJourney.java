package io.gatehouse.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.GetByLabelOptions;
import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.Page.GetByTextOptions;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.assertions.LocatorAssertions.ContainsTextOptions;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import io.gatehouse.administrator.Administrator;
import io.gatehouse.realm.Realm;
import io.gatehouse.testing.TestRealms;
import java.util.List;

/** Drives the pages by the labels that are visible on them. */
public final class SignInJourney {
    private static final List<String> WCAG = List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa");

    /** Elements beyond the right edge, if the page scrolls horizontally. */
    private static final String SIDEWAYS = "document.documentElement.scrollWidth <= window.innerWidth ? []"
            + " : [...document.body.querySelectorAll('*')]"
            + ".filter(one => one.getBoundingClientRect().right > window.innerWidth)"
            + ".map(one => one.outerHTML.slice(0, 200))";

    private final Page page;
    private final String base;

    private SignInJourney(Page page, String base) {
        this.page = page;
        this.base = base;
    }

    public static SignInJourney on(Page page, Realm realm) {
        return new SignInJourney(page, "/realms/" + realm.slug());
    }

    public void open(String path) {
        page.navigate(base + path);
    }

    /** Opens a page, and checks its language and accessibility. */
    void opens(String path, String language) {
        open(path);
        hasLanguage(language);
    }

    /** Checks the language and accessibility of the current page. */
    void hasLanguage(String language) {
        awaited(page.locator("html")).hasAttribute("lang", language);
        isAccessible();
    }

    public void signIn(Administrator administrator) {
        signIn(administrator, TestRealms.PASSWORD);
    }

    public void signIn(Administrator administrator, String password) {
        field("E-mail address").fill(administrator.email().value());
        field("Password").fill(password);
        press("Sign in");
    }

    void enterNumber(String country, String number) {
        field("Country or region").selectOption(country);
        field("Mobile number").fill(number);
        press("Send code");
    }

    public void enterCode(String code) {
        field("Code").fill(code);
        press("Continue");
    }

    void press(String button) {
        // On a phone, the console's navigation is in a menu.
        Locator menu = page.locator("details.menu:not([open]) > summary");
        if (button.equals("Sign out") && menu.isVisible()) {
            menu.click();
        }
        page.getByRole(AriaRole.BUTTON, new GetByRoleOptions().setName(button).setExact(true))
                .click();
    }

    /** Presses the button in the only row that has it and is not the current browser's. */
    void pressInRow(String button) {
        page.getByRole(AriaRole.ROW)
                .filter(new Locator.FilterOptions().setHasNotText("This browser"))
                .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(button))
                .click();
    }

    /** Opens the disclosure of the code page. */
    void opensOtherWays() {
        page.locator("summary").click();
    }

    void tick(String checkbox) {
        field(checkbox).check();
    }

    void goBack() {
        page.goBack();
    }

    /** Follows the link, after opening the console's menu if that has it on a narrow page. */
    void follow(String link) {
        Locator found = page.getByRole(
                AriaRole.LINK, new GetByRoleOptions().setName(link).setExact(true));
        Locator menu = page.getByText("Menu", new GetByTextOptions().setExact(true));
        awaited(found.or(menu).first()).isAttached();
        if (found.count() == 0) {
            menu.click();
        }
        found.click();
    }

    Locator field(String label) {
        return page.getByLabel(label, new GetByLabelOptions().setExact(true));
    }

    void sees(String heading) {
        awaited(page.getByRole(AriaRole.HEADING, new GetByRoleOptions().setLevel(1)))
                .hasText(heading);
        isAccessible();
    }

    void reads(String text) {
        awaited(page.locator("main")).containsText(text, new ContainsTextOptions().setUseInnerText(true));
    }

    void readsNot(String text) {
        awaited(page.locator("body")).not().containsText(text, new ContainsTextOptions().setUseInnerText(true));
    }

    /** Checks that a button is disabled and shows its remaining wait. */
    void showsWait(String button) {
        awaited(page.getByRole(AriaRole.BUTTON, new GetByRoleOptions().setName(button)))
                .hasAttribute("aria-disabled", "true");
    }

    void isAt(String path) {
        page.waitForURL(url -> url.endsWith(base + path) || url.contains(base + path + "?flow="));
    }

    /** Checks that the error summary has the focus and contains the error. */
    void showsError(String error) {
        awaited(page.locator("[role=alert]:focus")).containsText(error);
        assertThat(page.title()).startsWith("Error: ");
        isAccessible();
    }

    // The next page may still be loading.
    private static LocatorAssertions awaited(Locator locator) {
        return PlaywrightAssertions.assertThat(locator);
    }

    /** Checks WCAG 2.2 AA, and that the page does not scroll horizontally. */
    void isAccessible() {
        List<Rule> violations = new AxeBuilder(page).withTags(WCAG).analyze().getViolations();
        assertThat(violations)
                .extracting(rule -> rule.getId() + ": " + rule.getNodes())
                .isEmpty();
        assertThat(page.evaluate(SIDEWAYS)).as("sideways of " + page.url()).isEqualTo(List.of());
    }
}
