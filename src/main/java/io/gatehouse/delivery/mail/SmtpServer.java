package io.gatehouse.delivery.mail;

import io.gatehouse.delivery.provider.SendFailure;
import io.gatehouse.delivery.provider.SendResult;
import io.quarkus.mailer.Mail;
import io.quarkus.mailer.reactive.ReactiveMailer;
import io.smallrye.mutiny.TimeoutException;
import io.vertx.ext.mail.SMTPException;
import java.time.Duration;

/** Hands mails to one SMTP server. */
record SmtpServer(ReactiveMailer mailer, Duration timeout) {
    /** Sends the mail once, without retries. */
    SendResult send(Mail mail) {
        try {
            mailer.send(mail).await().atMost(timeout);
            return new SendResult.Accepted(mail.getHeaders().get("Message-ID").get(0));
        } catch (RuntimeException e) {
            return failure(e);
        }
    }

    /** Returns the failure with the server's reply code (RFC 5321, section 4.2) alone, since its text may quote addresses. */
    private static SendResult failure(RuntimeException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof SMTPException refused) {
                return failure(refused).because("smtp_" + refused.getReplyCode());
            }
            if (cause instanceof TimeoutException) {
                return SendFailure.TROUBLE.because("timeout");
            }
        }
        return SendFailure.TROUBLE.because("connection_lost");
    }

    private static SendFailure failure(SMTPException refused) {
        if (!refused.isPermanent()) {
            return SendFailure.TROUBLE;
        }
        return switch (refused.getReplyCode()) {
            case 550, 551, 553 -> SendFailure.ADDRESS_UNKNOWN;
            case 552 -> SendFailure.UNREACHABLE;
            case 554 -> SendFailure.BLOCKED;
            default -> SendFailure.PROVIDER;
        };
    }
}
