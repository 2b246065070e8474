package io.gatehouse.delivery.text;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.ScreenshotOptions;
import com.microsoft.playwright.options.ColorScheme;
import io.gatehouse.administrator.Administrator;
import io.gatehouse.delivery.DeliveryFixture;
import io.gatehouse.delivery.OutboxFixture;
import io.gatehouse.delivery.mail.MailMessage;
import io.gatehouse.delivery.message.CodePurpose;
import io.gatehouse.delivery.message.DurableMail;
import io.gatehouse.delivery.message.MailKind;
import io.gatehouse.delivery.message.OutgoingMessage.CodeMessage;
import io.gatehouse.delivery.message.OutgoingMessage.DeliveryId;
import io.gatehouse.testing.Browser;
import io.gatehouse.testing.BrowserTest;
import io.gatehouse.testing.GatehouseTest;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The mails as a mail program with a browser's engine shows them: in every language, in light and dark, narrow and wide. */
@GatehouseTest
@BrowserTest
class MailsBrowserIT {
    private static final List<String> WCAG = List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa");

    @Inject
    DeliveryFixture deliveryFixture;

    @Inject
    OutboxFixture outboxFixture;

    @Inject
    MailTemplates templates;

    @Inject
    CodeTemplates codes;

    @Inject
    Languages languages;

    @ParameterizedTest
    @EnumSource(names = {"LIGHT", "DARK"})
    void every_mail_is_accessible_and_fits(ColorScheme scheme) {
        try (Browser browser = Browser.open()) {
            Page page = page(browser, scheme, 320);
            for (Locale language : languages.all()) {
                mails(language).forEach((name, mail) -> {
                    page.setContent(mail.html());
                    assertThat(page.evaluate("document.documentElement.scrollWidth"))
                            .as(name + " in " + language)
                            .isEqualTo(320);
                    assertThat(page.locator("a").all()).as(name).allMatch(Locator::isVisible);
                    assertThat(page.locator("h1").count()).isEqualTo(1);
                    if (language.equals(Locale.ENGLISH)) {
                        isAccessible(page, name);
                    }
                });
            }
        }
    }

    @Test
    void the_button_is_a_visible_link_without_styles() {
        String html = mails(Locale.ENGLISH)
                .get("RESET_LINK")
                .html()
                .replaceAll("(?s)<style>.*?</style>", "")
                .replaceAll(" style=\"[^\"]*\"", "");
        try (Browser browser = Browser.open()) {
            Page page = page(browser, ColorScheme.LIGHT, 600);
            page.setContent(html);
            Locator link = page.locator("a[href='" + OutboxFixture.LINK + "']");
            assertThat(link.innerText()).isEqualTo("Choose your password");
            assertThat(link.evaluate("a => getComputedStyle(a.querySelector('font')).color"))
                    .isEqualTo("rgb(255, 255, 255)");
            assertThat(link.evaluate("a => getComputedStyle(a.closest('td')).backgroundColor"))
                    .isEqualTo("rgb(11, 95, 255)");
        }
    }

    @ParameterizedTest
    @CsvSource({"LIGHT,320", "DARK,320", "LIGHT,600", "DARK,600"})
    @EnabledIfSystemProperty(named = "screens", matches = "true")
    void screens(ColorScheme scheme, int width) {
        try (Browser browser = Browser.open()) {
            Page page = page(browser, scheme, width);
            for (String language : new String[] {"en", "de", "ja"}) {
                mails(Locale.forLanguageTag(language)).forEach((name, mail) -> {
                    page.setContent(mail.html());
                    String file = String.join("-", "mail", name, language, scheme.name(), String.valueOf(width))
                            .toLowerCase(Locale.ROOT);
                    page.screenshot(new ScreenshotOptions()
                            .setPath(Path.of("target", "screens", file + ".png"))
                            .setFullPage(true));
                });
            }
        }
    }

    private static Page page(Browser browser, ColorScheme scheme, int width) {
        BrowserContext context = browser.newContext(
                new NewContextOptions().setColorScheme(scheme).setViewportSize(width, 800));
        return context.newPage();
    }

    private static void isAccessible(Page page, String name) {
        assertThat(new AxeBuilder(page).withTags(WCAG).analyze().getViolations())
                .extracting(rule -> rule.getId() + ": " + rule.getNodes())
                .as(name)
                .isEmpty();
    }

    /** Returns a mail of each kind and of each purpose of a code, with all details that mails can have. */
    private Map<String, MailMessage> mails(Locale language) {
        Administrator administrator = deliveryFixture.administrator();
        Map<String, MailMessage> mails = new LinkedHashMap<>();
        for (MailKind kind : MailKind.values()) {
            Map<String, String> details = new HashMap<>(OutboxFixture.DETAILS);
            details.put("inviter", kind == MailKind.INVITATION ? "Ada Lovelace" : "");
            details.put("role", "SYSTEM_ADMINISTRATOR");
            details.put("by", "Maximiliane Wolfeschlegelsteinhausenbergerdorff");
            details.put("email", "g•••@example.com");
            DurableMail plain = outboxFixture.mail(kind, administrator, "Acme Administration", details);
            var mail = new DurableMail(
                    kind,
                    plain.realm(),
                    plain.administrator(),
                    plain.to(),
                    plain.realmName(),
                    language,
                    plain.details(),
                    plain.requester(),
                    plain.occurredAt());
            mails.put(kind.name(), templates.mail(UUID.randomUUID(), mail));
        }
        for (CodePurpose purpose : CodePurpose.values()) {
            CodeMessage plain = deliveryFixture.message(administrator, administrator.email());
            var message = new CodeMessage(
                    plain.realm(),
                    plain.administrator(),
                    purpose,
                    plain.destination(),
                    plain.proven(),
                    plain.code(),
                    plain.tag(),
                    plain.reportUrl(),
                    "Acme Administration",
                    language,
                    plain.validFor(),
                    plain.requester(),
                    plain.requestedAt());
            mails.put("code-" + purpose, codes.mail(new DeliveryId(UUID.randomUUID()), administrator.email(), message));
        }
        return mails;
    }
}
