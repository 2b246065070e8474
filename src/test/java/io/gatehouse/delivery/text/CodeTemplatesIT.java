package io.gatehouse.delivery.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.delivery.DeliveryFixture;
import io.gatehouse.delivery.mail.MailMessage;
import io.gatehouse.delivery.message.CodePurpose;
import io.gatehouse.delivery.message.OutgoingMessage.CodeMessage;
import io.gatehouse.delivery.message.OutgoingMessage.DeliveryId;
import io.gatehouse.delivery.message.OutgoingMessage.PhoneNotice;
import io.gatehouse.reportlink.ReportLinks.Occasion;
import io.gatehouse.testing.GatehouseTest;
import io.gatehouse.testing.TestKeys;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The texts of messages with codes. */
@GatehouseTest
class CodeTemplatesIT {
    private static final String LONG_HOST = "portal.administration.example1";
    private static final String REPORT_URL = "https://" + LONG_HOST + "/n/aB3_-aB3_-aB3_-aB3_-aB";

    @Inject
    DeliveryFixture deliveryFixture;

    @Inject
    Languages languages;

    private CodeTemplates templates;

    @BeforeEach
    void prepare() {
        templates = new CodeTemplates(TestKeys.config(URI.create("https://" + LONG_HOST + "/")), languages);
    }

    @ParameterizedTest
    @EnumSource(CodePurpose.class)
    void a_text_message_fits_one_segment_at_its_longest(CodePurpose purpose) {
        for (String realm : new String[] {"W".repeat(60), "€".repeat(60), "~^{}[]|\\".repeat(6)}) {
            String body = sms(purpose, "12345678", realm, Duration.ofMinutes(10), Locale.ENGLISH);
            assertThat(Gsm7.septets(body)).isBetween(1, 160);
            assertThat(body)
                    .startsWith("12345678 is your ")
                    .endsWith(" code (KTR), valid 10 min. Not you? " + REPORT_URL + "\n@" + LONG_HOST + " #12345678");
            assertThat(LONG_HOST).hasSize(30);
        }
    }

    @ParameterizedTest
    @EnumSource(CodePurpose.class)
    void fits_one_segment_in_every_language_of_latin_letters_and_two_in_others(CodePurpose purpose) {
        for (Locale language : languages.all()) {
            for (String realm : new String[] {"W".repeat(60), "€".repeat(60), "東".repeat(60), "😀".repeat(60)}) {
                String body = sms(purpose, "12345678", realm, Duration.ofMinutes(10), language);
                assertThat(body).contains(" " + REPORT_URL + "\n");
                if (language.getLanguage().equals("ja")) {
                    assertThat(body.length()).as(language + ": " + body).isLessThanOrEqualTo(134);
                } else {
                    assertThat(Gsm7.septets(body)).as(language + ": " + body).isBetween(1, 160);
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Occasion.class,
            names = {"PHONE_CHANGED", "PHONE_RESET"})
    void a_notice_to_the_old_number_is_no_longer(Occasion occasion) {
        for (Locale language : languages.all()) {
            String body = notice(occasion, "W".repeat(60), language);
            assertThat(body).contains("WWWW").endsWith(" " + REPORT_URL);
            if (language.getLanguage().equals("ja")) {
                assertThat(body.length()).as(language + ": " + body).isLessThanOrEqualTo(134);
            } else {
                assertThat(Gsm7.septets(body)).as(language + ": " + body).isBetween(1, 160);
            }
        }
    }

    @Test
    void a_realm_name_is_cut_to_the_segment_and_to_twenty_characters() {
        assertThat(sms(CodePurpose.SIGN_IN, "482139", "Acme Ltd", Duration.ofMinutes(5), Locale.ENGLISH))
                .startsWith("482139 is your Acme Lt code (KTR), valid 5 min. Not you? ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\u200B", "東京", "Приказ"})
    void a_name_that_cannot_be_shown_is_replaced(String realm) {
        assertThat(sms(CodePurpose.SIGN_IN, "482139", realm, Duration.ofMinutes(5), Locale.ENGLISH))
                .startsWith("482139 is your Gatehou code (KTR), valid 5 min. ");
    }

    @Test
    void a_name_in_another_script_is_unchanged_in_a_mail() {
        assertThat(mail(CodePurpose.SIGN_IN, "東京上下").text()).contains("Realm: 東京上下");
    }

    @Test
    void a_language_without_texts_falls_back_to_english() {
        assertThat(sms(CodePurpose.SIGN_IN, "482139", "Acme", Duration.ofMinutes(5), Locale.forLanguageTag("tlh")))
                .startsWith("482139 is your Acme code");
    }

    @ParameterizedTest
    @EnumSource(CodePurpose.class)
    void every_purpose_has_its_own_text(CodePurpose purpose) {
        MailMessage mail = mail(purpose, "Acme");
        assertThat(mail.subject()).matches("Your [a-z -]*code[a-z ]*, KTR \\(Acme\\)");
        assertThat(mail.text())
                .containsPattern("Requested for: [A-Z]\\w+")
                .contains("If this wasn't you, ")
                .endsWith("\n" + REPORT_URL);
        assertThat(mail.html()).contains("href=\"" + REPORT_URL + "\"");
        assertThat(mail.toString() + message(purpose, "482139", "Acme", Duration.ofMinutes(5), Locale.ENGLISH))
                .doesNotContain("482139");
    }

    private String sms(CodePurpose purpose, String code, String realm, Duration validFor, Locale locale) {
        Administrator administrator = deliveryFixture.administrator();
        return templates
                .sms(
                        new DeliveryId(UUID.randomUUID()),
                        administrator.phone().orElseThrow(),
                        message(purpose, code, realm, validFor, locale),
                        validFor)
                .body();
    }

    private String notice(Occasion occasion, String realm, Locale language) {
        Administrator administrator = deliveryFixture.administrator();
        CodeMessage plain = deliveryFixture.message(administrator, administrator.email());
        return templates
                .sms(
                        new DeliveryId(UUID.randomUUID()),
                        new PhoneNotice(
                                plain.realm(),
                                plain.administrator(),
                                occasion,
                                administrator.phone().orElseThrow(),
                                REPORT_URL,
                                realm,
                                language,
                                plain.requester()))
                .body();
    }

    private MailMessage mail(CodePurpose purpose, String realm) {
        Administrator administrator = deliveryFixture.administrator();
        return templates.mail(
                new DeliveryId(UUID.randomUUID()),
                administrator.email(),
                message(purpose, "482139", realm, Duration.ofMinutes(5), Locale.ENGLISH));
    }

    private CodeMessage message(CodePurpose purpose, String code, String realm, Duration validFor, Locale locale) {
        Administrator administrator = deliveryFixture.administrator();
        CodeMessage plain = deliveryFixture.message(administrator, administrator.email());
        return new CodeMessage(
                plain.realm(),
                plain.administrator(),
                purpose,
                plain.destination(),
                plain.proven(),
                code,
                plain.tag(),
                REPORT_URL,
                realm,
                locale,
                validFor,
                plain.requester(),
                plain.requestedAt());
    }
}
