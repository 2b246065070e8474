package io.gatehouse.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.delivery.dispatch.Deliveries.DeliveryState;
import io.gatehouse.delivery.message.OutgoingMessage.DeliveryId;
import io.gatehouse.testing.GatehouseTest;
import io.gatehouse.testing.TestMail;
import io.gatehouse.testing.TestMail.Mail;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Mails as sent by SMTP. */
@GatehouseTest
class MailDeliveryIT {
    /** The requester in the text part. */
    private static final int LINES = 15;

    private static final String HEADER_END = "\r\n\r\n";

    @Inject
    DeliveryFixture deliveryFixture;

    @ParameterizedTest
    @ValueSource(strings = {"451", "550 5.7.1"})
    void is_sent_over_tls_to_the_second_server_when_the_first_does_not_accept_it(String codes) {
        Administrator administrator = deliveryFixture.administrator();
        TestMail.refuseFirst(administrator.email().value(), codes);
        deliveryFixture.deliver(deliveryFixture.message(administrator, administrator.email()));
        assertThat(TestMail.latestTo(administrator.email().value()).subject()).startsWith("Your sign-in code, KTR (");
        TestMail.accept(administrator.email().value());
    }

    @Test
    void is_not_sent_to_the_second_server_when_the_first_reports_an_unknown_mailbox() {
        Administrator administrator = deliveryFixture.administrator();
        TestMail.refuseFirst(administrator.email().value(), "550 5.1.1");
        deliveryFixture.awaitState(
                deliveryFixture.dispatch(deliveryFixture.message(administrator, administrator.email())),
                DeliveryState.FAILED);
        assertThat(TestMail.allTo(administrator.email().value())).isEmpty();
        TestMail.accept(administrator.email().value());
    }

    @Test
    void says_who_requested_what_when_and_from_where() {
        Administrator administrator = deliveryFixture.administrator();
        DeliveryId id = deliveryFixture.deliver(deliveryFixture.message(administrator, administrator.email()));
        Mail mail = TestMail.latestTo(administrator.email().value());

        assertThat(mail.subject()).startsWith("Your sign-in code, KTR (");
        assertThat(mail.text().lines()).contains(DeliveryFixture.CODE);
        for (String part : new String[] {mail.text(), mail.html().replaceAll("<[^>]+>", " ")}) {
            assertThat(part)
                    .containsPattern("Realm\\W+Acme")
                    .containsPattern("Requested for\\W+Signing in")
                    .containsPattern("When\\W+\\d{1,2} \\w{3,4} 20\\d\\d, \\d\\d:\\d\\d [A-Z]\\w*")
                    .containsPattern("Device\\W+Firefox on Windows")
                    .containsPattern("IP address\\W+203\\.0\\.113\\.7")
                    .containsPattern("Valid for\\W+5 min")
                    .containsPattern("t you, someone knows your password. Tell us, and we(?:'|&#39;)ll lock them out:");
        }
        assertThat(headers(mail))
                .contains("Auto-Submitted: auto-generated")
                .contains("Message-ID: <" + id + "@localhost>")
                .contains("From: \"Acme\" <gatehouse@localhost>")
                .contains("To: " + administrator.email().value())
                .doesNotContain("Cc:", DeliveryFixture.CODE);
        assertThat(mail.html().replace(DeliveryFixture.REPORT_URL, ""))
                .doesNotContain("<img", "http:", "https:", "src=");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Acme\r\nBcc: victim@evil.example",
                "Acme\nX-Injected: yes",
                "Acme\rX-Injected: yes",
                "Acme\u010D\u010AX-Injected: yes",
                "Acme嘍嘊X-Injected: yes",
                "Acme\u2028X-Injected: yes",
                "Acme\u0085X-Injected: yes",
                "Acme\r\n\r\n<script>alert(1)</script>",
                "Acme\r\n.\r\nMAIL FROM:<x@evil.example>",
                "Acme\" <ceo@evil.example>, \"",
                "=?UTF-8?Q?Acme=0D=0AX-Injected:_yes?=",
                "<b>Acme</b> {config:all} {#if true}x{/if}",
                "\u202Eemca\u200B https://evil.example/steal www.evil.example",
                "Acme\u0000"
            })
    void names_of_realm_and_client_are_neutralised(String hostile) {
        Administrator administrator = deliveryFixture.administrator();
        deliveryFixture.deliver(deliveryFixture.message(
                administrator, administrator.email(), hostile, hostile + "Firefox/1 (Windows)"));
        Mail mail = TestMail.latestTo(administrator.email().value());

        assertThat(headers(mail).lines())
                .noneMatch(line -> line.startsWith("Bcc:") || line.startsWith("X-Injected"))
                .filteredOn(line -> line.startsWith("From:"))
                .singleElement()
                .asString()
                .matches("From: [ -~]* <gatehouse@localhost>");
        assertThat(headers(mail).chars()).allMatch(c -> c < 0x7F);
        assertThat(mail.text().lines()).hasSize(LINES).contains(DeliveryFixture.CODE, "Device: Firefox on Windows");
        assertThat(mail.text()).doesNotContainPattern("[\\p{Cf}\\u0000\\u2028\\u0085]|https://|\\w\\.example|<|@");
        assertThat(mail.html()).doesNotContain("<script", "<b>", "https://", "evil.example");
        assertThat(mail.html()).doesNotContainPattern("\\p{Cf}");
    }

    private static String headers(Mail mail) {
        return mail.raw().substring(0, mail.raw().indexOf(HEADER_END));
    }
}
