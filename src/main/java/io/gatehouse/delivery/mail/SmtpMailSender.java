package io.gatehouse.delivery.mail;

import io.gatehouse.delivery.provider.SendResult;
import io.gatehouse.platform.GatehouseConfig;
import io.quarkus.mailer.Mail;
import io.quarkus.mailer.reactive.ReactiveMailer;
import io.smallrye.mutiny.TimeoutException;
import io.vertx.ext.mail.SMTPException;
import jakarta.enterprise.context.ApplicationScoped;

/** Sends mail by SMTP. */
@ApplicationScoped
class SmtpMailSender implements MailSender {
    private final ReactiveMailer mailer;
    private final MailConfig config;
    private final String host;

    SmtpMailSender(ReactiveMailer mailer, MailConfig config, GatehouseConfig gatehouse) {
        this.mailer = mailer;
        this.config = config;
        this.host = gatehouse.publicUrl().getHost();
    }

    @Override
    public SendResult send(MailMessage message) {
        String messageId = "<" + message.id() + "@" + host + ">";
        var mail = new Mail()
                .setFrom(HeaderText.mailbox(message.fromName(), config.from().orElse("gatehouse@" + host)))
                .addTo(HeaderText.plain(message.to().value()))
                .setSubject(HeaderText.encode(message.subject()))
                .setText(message.text())
                .setHtml(message.html())
                .addHeader("Message-ID", HeaderText.plain(messageId))
                .addHeader("Auto-Submitted", "auto-generated");
        try {
            mailer.send(mail).await().atMost(config.timeout());
            return new SendResult.Accepted(messageId);
        } catch (RuntimeException e) {
            return failure(e);
        }
    }

    /** The server's words quote addresses: only its reply code (RFC 5321, section 4.2) is kept. */
    private static SendResult failure(RuntimeException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof SMTPException refused) {
                String error = "smtp_" + refused.getReplyCode();
                return refused.isPermanent() ? SendResult.permanent(error) : SendResult.temporary(error);
            }
            if (cause instanceof TimeoutException) {
                return SendResult.temporary("timeout");
            }
        }
        return SendResult.temporary("connection_lost");
    }
}
