package io.gatehouse.delivery.mail;

import io.gatehouse.delivery.provider.SendFailure;
import io.gatehouse.delivery.provider.SendResult;
import io.smallrye.mutiny.TimeoutException;
import io.vertx.ext.mail.MailClient;
import io.vertx.ext.mail.MailMessage;
import io.vertx.ext.mail.SMTPException;
import java.time.Duration;

/** Hands mails to one SMTP server. */
record SmtpServer(MailLoop loop, MailClient client, Duration timeout) {
    /** Sends the mail once, without retries. */
    SendResult send(MailMessage mail) {
        try {
            loop.send(client, mail).await().atMost(timeout);
            return accepted(mail);
        } catch (RuntimeException e) {
            return result(e, mail);
        }
    }

    private static SendResult result(RuntimeException e, MailMessage mail) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof SMTPException replied) {
                SmtpReply reply = SmtpReply.of(replied);
                return reply.isAcceptance() ? accepted(mail) : reply.refusal();
            }
            if (cause instanceof TimeoutException) {
                return SendFailure.TROUBLE.because("timeout");
            }
        }
        return SendFailure.TROUBLE.because("connection_lost");
    }

    private static SendResult accepted(MailMessage mail) {
        return new SendResult.Accepted(mail.getHeaders().get("Message-ID"));
    }
}
