package io.gatehouse.delivery.mail;

import io.gatehouse.delivery.provider.Failover;
import io.gatehouse.delivery.provider.ProviderGuards;
import io.gatehouse.delivery.provider.SendResult;
import io.gatehouse.kernel.GatehouseConfig;
import io.gatehouse.realm.Channel;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.instrumentation.annotations.WithSpan;
import io.quarkus.mailer.MailerName;
import io.quarkus.runtime.Startup;
import io.vertx.ext.mail.MailClient;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;

/**
 * Sends mail by SMTP, to the second server if the first does not accept it. It uses the mail client below Quarkus' mailer, which
 * adds an empty {@code Cc} header to every mail. It is created at the start, so that its metrics are there before the first mail.
 */
@Startup
@ApplicationScoped
class SmtpMailSender implements MailSender {
    private final Failover<io.vertx.ext.mail.MailMessage> servers;
    private final String from;
    private final String host;

    SmtpMailSender(
            MailLoop loop,
            MailClient client,
            @MailerName("fallback") MailClient second,
            MailConfig config,
            GatehouseConfig gatehouse,
            ProviderGuards guards) {
        this.host = gatehouse.publicUrl().getHost();
        this.from = config.from().orElse(MailNames.sender(gatehouse.publicUrl()));
        List<Failover.Provider<io.vertx.ext.mail.MailMessage>> all = new ArrayList<>();
        all.add(new Failover.Provider<>(
                guards.of(Channel.EMAIL, "smtp"), new SmtpServer(loop, client, config.timeout())::send));
        if (config.fallback()) {
            all.add(new Failover.Provider<>(
                    guards.of(Channel.EMAIL, "smtp_fallback"), new SmtpServer(loop, second, config.timeout())::send));
        }
        this.servers = new Failover<>(all);
    }

    @Override
    @WithSpan(value = "send mail", kind = SpanKind.PRODUCER)
    public SendResult send(MailMessage message) {
        return servers.send(new io.vertx.ext.mail.MailMessage()
                .setFrom(HeaderText.mailbox(message.fromName(), from))
                .setTo(HeaderText.plain(message.to().value()))
                .setSubject(HeaderText.encode(message.subject()))
                .setText(message.text())
                .setHtml(message.html())
                .addHeader("Message-ID", HeaderText.plain("<" + message.id() + "@" + host + ">"))
                .addHeader("Auto-Submitted", "auto-generated"));
    }
}
