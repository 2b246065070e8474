package io.gatehouse.delivery.mail;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.delivery.provider.SendFailure;
import io.gatehouse.delivery.provider.SendResult;
import io.gatehouse.testing.ScriptedSmtpServer;
import io.vertx.core.Vertx;
import io.vertx.ext.mail.LoginOption;
import io.vertx.ext.mail.MailClient;
import io.vertx.ext.mail.MailConfig;
import io.vertx.ext.mail.MailMessage;
import io.vertx.ext.mail.StartTLSOptions;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the real mail client makes of a server's replies. */
class SmtpServerTest {
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final SendResult ACCEPTED = new SendResult.Accepted("<1@portal.example.com>");

    private static Vertx vertx;
    private static MailLoop loop;

    private final ScriptedSmtpServer server = new ScriptedSmtpServer();

    @BeforeAll
    static void start() {
        vertx = Vertx.vertx();
        loop = new MailLoop(vertx);
    }

    @AfterAll
    static void stop() {
        vertx.close();
    }

    @AfterEach
    void close() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource({
        "550 5.1.1, ADDRESS_UNKNOWN",
        "550 5.1.2, ADDRESS_UNKNOWN",
        "501 5.1.3, ADDRESS_UNKNOWN",
        "551 5.1.6, ADDRESS_UNKNOWN",
        "550 5.1.10, ADDRESS_UNKNOWN",
        "552 5.2.2, MAILBOX_FULL",
        "550 5.2.2, MAILBOX_FULL",
        "550, ADDRESS_UNKNOWN",
        "551, ADDRESS_UNKNOWN",
        "553, ADDRESS_UNKNOWN",
        "552, MAILBOX_FULL"
    })
    void the_recipient_is_at_fault(String codes, SendFailure failure) {
        server.reply("RCPT", codes + " <somebody@example.com>");
        assertThat(send()).isEqualTo(failure.because("smtp_" + codes.replace(' ', '_')));
        server.reply("EHLO", "250-mail.example.com\r\n250 PIPELINING");
        assertThat(send()).isEqualTo(failure.because("smtp_" + codes.replace(' ', '_')));
    }

    @ParameterizedTest
    @CsvSource({
        "greeting, 554 5.7.1",
        "MAIL, 553 5.7.1",
        "MAIL, 553 5.1.8",
        "MAIL, 553 5.1.2",
        "MAIL, 550 5.1.1",
        "MAIL, 550",
        "MAIL, 553",
        "MAIL, 552",
        "RCPT, 550 5.7.1",
        "RCPT, 550 5.7.26",
        "RCPT, 553 5.7.1",
        "RCPT, 554 5.7.1",
        "RCPT, 550 5.7.232",
        "RCPT, 550 5.4.5",
        "RCPT, 550 5.1.8",
        "RCPT, 554",
        "DATA, 554 5.5.1",
        "DATA, 550",
        "., 550 5.7.1",
        "., 552 5.3.4",
        "., 550",
        "., 552",
        "., 554"
    })
    void the_server_or_its_customer_is_at_fault(String command, String codes) {
        server.reply(command, codes + " <somebody@example.com>");
        assertThat(send()).isEqualTo(SendFailure.PROVIDER.because("smtp_" + codes.replace(' ', '_')));
        server.reply("EHLO", "250-mail.example.com\r\n250 PIPELINING");
        assertThat(send()).isEqualTo(SendFailure.PROVIDER.because("smtp_" + codes.replace(' ', '_')));
    }

    @ParameterizedTest
    @CsvSource({"550 5.1.1, ADDRESS_UNKNOWN", "552 5.2.2, MAILBOX_FULL"})
    void a_recipient_may_be_refused_after_the_text(String codes, SendFailure failure) {
        server.reply(".", codes + " <somebody@example.com>");
        assertThat(send()).isEqualTo(failure.because("smtp_" + codes.replace(' ', '_')));
    }

    @Test
    void all_lines_of_a_refusal_are_one_reply() {
        server.reply("RCPT", "550-5.7.1 your address\r\n550 5.7.1 is on a blocklist");
        assertThat(send()).isEqualTo(SendFailure.PROVIDER.because("smtp_550_5.7.1"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"421", "450", "451 4.7.1", "452 4.2.2"})
    void a_temporary_reply_is_worth_a_retry(String codes) {
        for (String command : new String[] {"MAIL", "RCPT", "."}) {
            try (var other = new ScriptedSmtpServer().reply(command, codes + " later")) {
                assertThat(send(other, LONG)).isEqualTo(SendFailure.TROUBLE.because("smtp_" + codes.replace(' ', '_')));
            }
        }
    }

    @Test
    void a_code_without_text_is_read() {
        server.reply(".", "250");
        assertThat(send()).isEqualTo(ACCEPTED);
        server.reply(".", "450");
        assertThat(send()).isEqualTo(SendFailure.TROUBLE.because("smtp_450"));
        server.reply("RCPT", "550");
        assertThat(send()).isEqualTo(SendFailure.ADDRESS_UNKNOWN.because("smtp_550"));
    }

    @ParameterizedTest
    @CsvSource({
        "greeting, 220",
        "EHLO, 250",
        "MAIL, 250",
        "RCPT, 250",
        "DATA, 354",
    })
    void after_a_code_without_text_the_client_sends_no_mail(String command, String code) {
        server.reply("HELO", "250").reply(command, code);
        assertThat(send()).isEqualTo(SendFailure.PROVIDER.because("smtp_" + code));
        assertThat(server.received()).noneMatch(ScriptedSmtpServer.END::equals);
    }

    @Test
    void an_answer_to_ehlo_whose_last_line_is_a_code_alone_times_out() {
        server.reply("EHLO", "250-mail.example.com\r\n250");
        assertThat(send(server, Duration.ofMillis(300))).isEqualTo(SendFailure.TROUBLE.because("timeout"));
    }

    @ParameterizedTest
    @CsvSource({
        "greeting, '220 '",
        "greeting, 220-mail.example.com|220",
        "EHLO, '250-|250 '",
        "EHLO, 250-mail.example.com|250-pipelining|250 enhancedstatuscodes",
        "MAIL, '250 '",
        "MAIL, 250-|250",
        "RCPT, '250-|250 '",
        "RCPT, 251 forwarded",
        "DATA, '354 '",
        "., 250",
        "., '250 '",
        "., 250-|250",
        "., 250 2.0.0",
        "QUIT, 221",
    })
    void mail_is_taken_by_servers_that_say_little(String command, String reply) {
        for (String lineEnd : new String[] {"\r\n", "\n"}) {
            try (var terse = new ScriptedSmtpServer()) {
                terse.endLinesBy(lineEnd).reply(command, reply.replace("|", lineEnd));
                assertThat(send(terse, LONG)).isEqualTo(ACCEPTED);
            }
        }
    }

    @Test
    void a_server_that_does_not_respond_times_out() {
        server.reply("MAIL", ScriptedSmtpServer.SILENCE);
        assertThat(send(server, Duration.ofMillis(300))).isEqualTo(SendFailure.TROUBLE.because("timeout"));
    }

    @Test
    void a_lost_connection_is_worth_a_retry() {
        server.reply("RCPT", ScriptedSmtpServer.CLOSE);
        assertThat(send()).isEqualTo(SendFailure.TROUBLE.because("connection_lost"));
    }

    @Test
    void an_accepted_mail_is_identified_by_its_message_id_and_has_no_empty_header() {
        assertThat(send()).isEqualTo(ACCEPTED);
        assertThat(server.received())
                .startsWith("EHLO portal.example.com", "MAIL FROM:<gatehouse@example.com>")
                .contains("Message-ID: <1@portal.example.com>")
                .noneMatch(line -> line.matches("[A-Za-z-]+:\\s*"));
    }

    private SendResult send() {
        return send(server, LONG);
    }

    private static SendResult send(ScriptedSmtpServer to, Duration timeout) {
        var config = new MailConfig("127.0.0.1", to.port(), StartTLSOptions.DISABLED, LoginOption.NONE)
                .setKeepAlive(false)
                .setOwnHostname("portal.example.com");
        MailClient client = MailClient.create(vertx, config);
        try {
            return new SmtpServer(loop, client, timeout)
                    .send(new MailMessage()
                            .setFrom("gatehouse@example.com")
                            .setTo("somebody@example.com")
                            .setText("text")
                            .addHeader("Message-ID", "<1@portal.example.com>"));
        } finally {
            client.close();
        }
    }
}
