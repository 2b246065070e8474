package io.gatehouse.delivery.mail;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.admin.EmailAddress;
import io.gatehouse.delivery.provider.SendResult;
import io.gatehouse.platform.GatehouseConfig;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.mail.SMTPException;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SmtpMailSenderTest {
    private static final MailMessage MESSAGE = new MailMessage(
            "1", new EmailAddress("somebody@example.com"), "Acme", "Your code, KTR", "482139", "<p>482139</p>");

    @ParameterizedTest
    @ValueSource(ints = {500, 535, 550, 552, 554})
    void a_permanent_reply_is_final_and_its_words_are_dropped(int code) {
        assertThat(send(Uni.createFrom().failure(reply(code)))).isEqualTo(SendResult.permanent("smtp_" + code));
    }

    @ParameterizedTest
    @ValueSource(ints = {421, 450, 451, 452})
    void a_temporary_reply_is_worth_a_retry(int code) {
        assertThat(send(Uni.createFrom().failure(reply(code)))).isEqualTo(SendResult.temporary("smtp_" + code));
    }

    @Test
    void a_server_that_does_not_answer_is_left_in_time() {
        assertThat(send(Uni.createFrom().nothing())).isEqualTo(SendResult.temporary("timeout"));
    }

    @Test
    void a_lost_connection_is_worth_a_retry() {
        assertThat(send(Uni.createFrom().failure(new IOException("somebody@example.com"))))
                .isEqualTo(SendResult.temporary("connection_lost"));
    }

    @Test
    void a_mail_taken_over_is_known_by_its_message_id() {
        assertThat(send(Uni.createFrom().voidItem())).isEqualTo(new SendResult.Accepted("<1@portal.example.com>"));
    }

    private static SendResult send(Uni<Void> answer) {
        return new SmtpMailSender(mails -> answer, new Settings(), new Installation()).send(MESSAGE);
    }

    private static SMTPException reply(int code) {
        return new SMTPException("recipient refused", code, List.of(code + " <somebody@example.com> refused"), false);
    }

    private record Settings() implements MailConfig {
        @Override
        public Optional<String> from() {
            return Optional.empty();
        }

        @Override
        public Duration timeout() {
            return Duration.ofMillis(50);
        }
    }

    private record Installation() implements GatehouseConfig {
        @Override
        public URI publicUrl() {
            return URI.create("https://portal.example.com");
        }

        @Override
        public Optional<String> secretKey() {
            return Optional.empty();
        }

        @Override
        public Optional<String> previousSecretKey() {
            return Optional.empty();
        }

        @Override
        public boolean allowInsecure() {
            return false;
        }
    }
}
