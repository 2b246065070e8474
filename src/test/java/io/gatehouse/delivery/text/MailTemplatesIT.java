package io.gatehouse.delivery.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.delivery.DeliveryFixture;
import io.gatehouse.delivery.OutboxFixture;
import io.gatehouse.delivery.mail.MailMessage;
import io.gatehouse.delivery.message.DurableMail;
import io.gatehouse.delivery.message.MailKind;
import io.gatehouse.testing.GatehouseTest;
import jakarta.inject.Inject;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The texts of mails from the outbox. */
@GatehouseTest
class MailTemplatesIT {
    private static final String TIME = "\\d{1,2} \\w{3,4} 20\\d\\d, \\d\\d:\\d\\d [A-Z]\\w*";

    @Inject
    DeliveryFixture deliveryFixture;

    @Inject
    OutboxFixture outboxFixture;

    @Inject
    MailTemplates templates;

    @ParameterizedTest
    @EnumSource(MailKind.class)
    void says_what_happened_where_when_and_what_to_do(MailKind kind) {
        MailMessage mail = write(kind);
        assertThat(mail.fromName()).isEqualTo("Acme");
        for (String part : parts(mail)) {
            assertThat(part)
                    .startsWith(first(mail))
                    .containsPattern("Realm\\W+Acme")
                    .containsPattern("When\\W+" + TIME)
                    .containsPattern(
                            "If (this wasn't you|you (don't|didn't) (expect|report) this), .*(System Administrator|manages this realm|[Tt]ell us)"
                                    + "|[Ll]ook (at|in) the (audit log|deliveries page)|in the settings");
        }
        assertThat(mail.text()).doesNotContain("\n\n\n", "{", "null", "NOT_FOUND");
        assertThat(mail.html()).doesNotContain("<img", "src=", "NOT_FOUND");
        assertThat(mail.html().substring(mail.html().indexOf("</style>"))).doesNotContain("{");
        assertThat(mail.html().contains("http"))
                .isEqualTo(carriesLink(kind) || kind.occasion().isPresent());
    }

    @ParameterizedTest
    @EnumSource(MailKind.class)
    void a_notice_ends_with_the_report_link(MailKind kind) {
        assertThat(write(kind).text().endsWith("\n" + DeliveryFixture.REPORT_URL))
                .isEqualTo(kind.occasion().isPresent());
    }

    @Test
    void every_kind_has_its_own_subject_and_text() {
        assertThat(Arrays.stream(MailKind.values()).map(kind -> write(kind).subject()))
                .doesNotHaveDuplicates()
                .allMatch(subject -> subject.matches("[A-Z][A-Za-z -]{10,50} \\(Acme\\)"));
        assertThat(Arrays.stream(MailKind.values()).map(kind -> first(write(kind))))
                .doesNotHaveDuplicates();
    }

    @Test
    void says_when_a_link_expires() {
        assertThat(parts(write(MailKind.RESET_LINK)))
                .allSatisfy(part -> assertThat(part).containsPattern("Link valid for\\W+15 min, until " + TIME));
        assertThat(parts(write(MailKind.INVITATION)))
                .allSatisfy(part -> assertThat(part).containsPattern("Link valid for\\W+24 h, until " + TIME));
        assertThat(write(MailKind.PASSWORD_CHANGED).text()).doesNotContain("valid");
    }

    @Test
    void names_the_device_unless_another_administrator_caused_it() {
        assertThat(parts(write(MailKind.NEW_BROWSER)))
                .allSatisfy(part -> assertThat(part)
                        .containsPattern("Device\\W+Firefox on Windows")
                        .containsPattern("IP address\\W+203\\.0\\.113\\.7"));
        for (MailKind kind : new MailKind[] {MailKind.INVITATION, MailKind.MFA_ENABLED, MailKind.MFA_DISABLED}) {
            assertThat(parts(write(kind)))
                    .allSatisfy(part -> assertThat(part).doesNotContain("Firefox", "203.0.113.7", "Device"));
        }
    }

    @Test
    void shows_the_details_of_its_kind() {
        assertThat(write(MailKind.PHONE_CHANGED, Map.of("phone", "+49 ••• ••34", "report", DeliveryFixture.REPORT_URL))
                        .text())
                .contains("Mobile number: +49 ••• ••34\n");
        assertThat(write(MailKind.RECOVERY_CODE_USED, Map.of("left", "7", "report", DeliveryFixture.REPORT_URL))
                        .text())
                .contains("Recovery codes left: 7\n");
        assertThat(write(
                                MailKind.SERVICE_TOKEN_CREATED,
                                Map.of("about", "backup", "report", DeliveryFixture.REPORT_URL))
                        .text())
                .contains("About: backup\n");
        assertThat(write(
                                MailKind.MFA_ENABLED,
                                Map.of("method", "SMS_OR_EMAIL", "by", "Ada", "report", DeliveryFixture.REPORT_URL))
                        .text())
                .contains("Changed by: Ada\n", "Codes are sent by: Text message or e-mail\n");
        assertThat(write(MailKind.MFA_DISABLED).text()).doesNotContain("Codes are sent by", "Mobile number");
    }

    @Test
    void an_invitation_names_who_invited_to_which_role() {
        var details = Map.of("link", OutboxFixture.LINK, "inviter", "Ada Lovelace", "role", "OPERATOR");
        assertThat(parts(write(MailKind.INVITATION, details)))
                .allMatch(part -> part.startsWith("Ada Lovelace invited you to Acme as Operator."));
        assertThat(parts(write(MailKind.INVITATION)))
                .allMatch(part -> part.startsWith("You have been invited to become an administrator"));
    }

    @Test
    void a_notice_posted_before_its_kind_had_a_report_link_is_sent_without_one() {
        assertThat(write(MailKind.MFA_DISABLED, Map.of()).html()).doesNotContain("http", "This wasn't me");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "javascript:alert(1)",
                "https://portal.example.com/a b",
                "https://portal.example.com/\r\nhttps://evil.example",
                "https://portal.example.com/\"><b>",
                "https://portal.example.com/\u202E"
            })
    void only_the_link_is_on_the_line_of_the_link(String link) {
        assertThatThrownBy(() -> write(MailKind.RESET_LINK, Map.of("link", link)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Not a link: RESET_LINK");
    }

    @Test
    void names_and_details_are_neutralised() {
        Administrator administrator = deliveryFixture.administrator();
        String hostile = "Acme\r\n<b>https://evil.example</b>";
        MailMessage mail = templates.mail(
                UUID.randomUUID(),
                outboxFixture.mail(
                        MailKind.PHONE_CHANGED,
                        administrator,
                        hostile,
                        Map.of("phone", hostile, "by", hostile, "report", DeliveryFixture.REPORT_URL)));
        assertThat(mail.text() + mail.html() + mail.fromName()).doesNotContain("<b>", "https://", "evil.example", "\r");
    }

    @Test
    void shows_neither_address_nor_link_to_a_log() {
        DurableMail mail = outboxFixture.mail(MailKind.RESET_LINK, deliveryFixture.administrator());
        MailView words = MailView.of(mail, Locale.ENGLISH, Optional.empty());
        assertThat(mail + " " + words).isEqualTo("DurableMail[RESET_LINK] MailView[RESET_LINK]");
    }

    @Test
    void a_language_without_texts_falls_back_to_english() {
        DurableMail plain = outboxFixture.mail(MailKind.NEW_BROWSER, deliveryFixture.administrator());
        var foreign = new DurableMail(
                plain.kind(),
                plain.realm(),
                plain.administrator(),
                plain.to(),
                plain.realmName(),
                Locale.forLanguageTag("tlh"),
                plain.details(),
                plain.requester(),
                plain.occurredAt());
        assertThat(templates.mail(UUID.randomUUID(), foreign).subject()).startsWith("A sign-in");
    }

    private MailMessage write(MailKind kind) {
        return write(kind, carriesLink(kind) ? OutboxFixture.DETAILS : Map.of("report", DeliveryFixture.REPORT_URL));
    }

    private MailMessage write(MailKind kind, Map<String, String> details) {
        return templates.mail(
                UUID.randomUUID(), outboxFixture.mail(kind, deliveryFixture.administrator(), "Acme", details));
    }

    private static boolean carriesLink(MailKind kind) {
        return switch (kind) {
            case RESET_LINK,
                    INVITATION,
                    EMAIL_CONFIRM,
                    PHONE_RESET_REQUESTED,
                    AUTHENTICATORS_RESET_REQUESTED,
                    REALM_REMINDER,
                    ADMISSION_LINK -> true;
            default -> false;
        };
    }

    private static String first(MailMessage mail) {
        return mail.text().lines().findFirst().orElseThrow();
    }

    /** Returns both parts as displayed. */
    private static String[] parts(MailMessage mail) {
        String body = mail.html().substring(mail.html().indexOf("</h1>"));
        String read = body.replaceAll("<[^>]+>", " ").replace("&#39;", "'").strip();
        return new String[] {mail.text(), read};
    }
}
