package io.gatehouse.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.delivery.dispatch.DeliveryState;
import io.gatehouse.delivery.message.DeliveryId;
import io.gatehouse.testing.GatehouseTest;
import io.gatehouse.testing.TestMail;
import io.gatehouse.testing.TestMail.Mail;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Mails as they go over the wire. */
@GatehouseTest
class MailDeliveryIT {
    /** Of the text part, whoever asked for the code. */
    private static final int LINES = 15;

    private static final String HEADER_END = "\r\n\r\n";

    @Inject
    DeliveryFixture post;

    @Test
    void goes_over_tls_to_the_second_server_when_the_first_does_not_take_it() {
        Administrator person = post.somebody();
        TestMail.refuseFirst(person.email().value(), 451);
        post.deliver(post.message(person, person.email()));
        assertThat(TestMail.latestTo(person.email().value()).subject()).isEqualTo("Your sign-in code, KTR");
        TestMail.accept(person.email().value());
    }

    @Test
    void goes_nowhere_when_the_first_server_knows_that_there_is_no_such_mailbox() {
        Administrator person = post.somebody();
        TestMail.refuseFirst(person.email().value(), 550);
        post.awaitState(post.dispatch(post.message(person, person.email())), DeliveryState.FAILED);
        assertThat(TestMail.allTo(person.email().value())).isEmpty();
        TestMail.accept(person.email().value());
    }

    @Test
    void tells_who_asked_for_what_when_and_from_where() {
        Administrator person = post.somebody();
        DeliveryId id = post.deliver(post.message(person, person.email()));
        Mail mail = TestMail.latestTo(person.email().value());

        assertThat(mail.subject()).isEqualTo("Your sign-in code, KTR");
        assertThat(mail.text().lines()).contains(DeliveryFixture.CODE);
        for (String part : new String[] {mail.text(), mail.html().replaceAll("<[^>]+>", " ")}) {
            assertThat(part)
                    .containsPattern("Realm\\W+Acme")
                    .containsPattern("Requested for\\W+Signing in")
                    .containsPattern("When\\W+20\\d\\d-\\d\\d-\\d\\d \\d\\d:\\d\\d UTC")
                    .containsPattern("Device\\W+Firefox on Windows")
                    .containsPattern("IP address\\W+203\\.0\\.113\\.7")
                    .containsPattern("Valid for\\W+5 min")
                    .containsPattern("t you, someone knows your password. Tell us, and we'll lock them out:");
        }
        assertThat(headers(mail))
                .contains("Auto-Submitted: auto-generated")
                .contains("Message-ID: <" + id + "@localhost>")
                .contains("From: \"Acme\" <gatehouse@localhost>")
                .contains("To: " + person.email().value())
                .doesNotContain(DeliveryFixture.CODE);
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
    void nothing_a_realm_or_client_is_called_leaves_its_place(String hostile) {
        Administrator person = post.somebody();
        post.deliver(post.message(person, person.email(), hostile, hostile + "Firefox/1 (Windows)"));
        Mail mail = TestMail.latestTo(person.email().value());

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
