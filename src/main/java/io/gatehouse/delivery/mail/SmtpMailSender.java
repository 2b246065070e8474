package io.gatehouse.delivery.mail;

import io.gatehouse.delivery.provider.Failover;
import io.gatehouse.delivery.provider.ProviderGuards;
import io.gatehouse.delivery.provider.SendResult;
import io.gatehouse.kernel.GatehouseConfig;
import io.quarkus.mailer.Mail;
import io.quarkus.mailer.MailerName;
import io.quarkus.mailer.reactive.ReactiveMailer;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;

/** Sends mail by SMTP, to the second server if the first does not accept it. */
@ApplicationScoped
class SmtpMailSender implements MailSender {
    private final Failover<Mail> servers;
    private final String from;
    private final String host;

    SmtpMailSender(
            MailLoop loop,
            ReactiveMailer mailer,
            @MailerName("fallback") ReactiveMailer second,
            MailConfig config,
            GatehouseConfig gatehouse,
            ProviderGuards guards) {
        this.host = gatehouse.publicUrl().getHost();
        this.from = config.from().orElse("gatehouse@" + host);
        List<Failover.Provider<Mail>> all = new ArrayList<>();
        all.add(new Failover.Provider<>(
                guards.of("smtp"), new SmtpServer(loop.confine(mailer), config.timeout())::send));
        if (config.fallback()) {
            all.add(new Failover.Provider<>(
                    guards.of("smtp_fallback"), new SmtpServer(loop.confine(second), config.timeout())::send));
        }
        this.servers = new Failover<>(all);
    }

    @Override
    public SendResult send(MailMessage message) {
        return servers.send(new Mail()
                .setFrom(HeaderText.mailbox(message.fromName(), from))
                .addTo(HeaderText.plain(message.to().value()))
                .setSubject(HeaderText.encode(message.subject()))
                .setText(message.text())
                .setHtml(message.html())
                .addHeader("Message-ID", HeaderText.plain("<" + message.id() + "@" + host + ">"))
                .addHeader("Auto-Submitted", "auto-generated"));
    }
}
