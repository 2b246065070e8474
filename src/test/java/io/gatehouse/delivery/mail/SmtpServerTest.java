package io.gatehouse.delivery.mail;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.delivery.provider.SendFailure;
import io.gatehouse.delivery.provider.SendResult;
import io.quarkus.mailer.Mail;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.mail.SMTPException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SmtpServerTest {

    @ParameterizedTest
    @CsvSource({
        "500, PROVIDER",
        "535, PROVIDER",
        "550, ADDRESS_UNKNOWN",
        "551, ADDRESS_UNKNOWN",
        "552, UNREACHABLE",
        "554, BLOCKED"
    })
    void a_permanent_reply_is_final_and_its_words_are_dropped(int code, SendFailure failure) {
        assertThat(send(Uni.createFrom().failure(reply(code)))).isEqualTo(failure.because("smtp_" + code));
    }

    @ParameterizedTest
    @ValueSource(ints = {421, 450, 451, 452})
    void a_temporary_reply_is_worth_a_retry(int code) {
        assertThat(send(Uni.createFrom().failure(reply(code)))).isEqualTo(SendFailure.TROUBLE.because("smtp_" + code));
    }

    @Test
    void a_server_that_does_not_respond_times_out() {
        assertThat(send(Uni.createFrom().nothing())).isEqualTo(SendFailure.TROUBLE.because("timeout"));
    }

    @Test
    void a_lost_connection_is_worth_a_retry() {
        assertThat(send(Uni.createFrom().failure(new IOException("somebody@example.com"))))
                .isEqualTo(SendFailure.TROUBLE.because("connection_lost"));
    }

    @Test
    void an_accepted_mail_is_identified_by_its_message_id() {
        assertThat(send(Uni.createFrom().voidItem())).isEqualTo(new SendResult.Accepted("<1@portal.example.com>"));
    }

    private static SendResult send(Uni<Void> answer) {
        var mail = new Mail().addTo("somebody@example.com").addHeader("Message-ID", "<1@portal.example.com>");
        return new SmtpServer(mails -> answer, Duration.ofMillis(50)).send(mail);
    }

    private static SMTPException reply(int code) {
        return new SMTPException("recipient refused", code, List.of(code + " <somebody@example.com> refused"), false);
    }
}
