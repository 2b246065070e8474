package io.gatehouse.account;

import io.gatehouse.administrator.Administrators;
import io.gatehouse.administrator.EmailAddress;
import io.gatehouse.audit.AuditEventType;
import io.gatehouse.audit.AuditLog;
import io.gatehouse.delivery.message.DurableMail;
import io.gatehouse.delivery.message.MailKind;
import io.gatehouse.delivery.outbox.MailOutbox;
import io.gatehouse.kernel.PublicUrls;
import io.gatehouse.otp.FlowContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Map;

/** Mails and audits a change of address: the link to the new address, and the notice to the previous one. */
@ApplicationScoped
class EmailChangeHandler {
    private final Administrators administrators;
    private final MailOutbox outbox;
    private final PublicUrls urls;
    private final AuditLog audit;
    private final Clock clock;

    EmailChangeHandler(Administrators administrators, MailOutbox outbox, PublicUrls urls, AuditLog audit, Clock clock) {
        this.administrators = administrators;
        this.outbox = outbox;
        this.urls = urls;
        this.audit = audit;
        this.clock = clock;
    }

    void requested(FlowContext context, EmailAddress requested, String token) {
        String link = urls.link(context.realm().slug(), "new-email", token);
        DurableMail mail = context.mail(MailKind.EMAIL_CONFIRM, Map.of("link", link), clock.instant());
        outbox.post(mail.to(requested));
        audit.record(context.event(AuditEventType.EMAIL_CHANGE_REQUESTED, Map.of("to", requested.hint())));
    }

    void confirmed(FlowContext context, EmailAddress email) {
        administrators.changeEmail(context.administrator(), email);
        audit.record(context.event(
                AuditEventType.EMAIL_CHANGED,
                Map.of(
                        "to",
                        email.hint(),
                        "before",
                        context.administrator().email().hint())));
        outbox.post(context.mail(MailKind.EMAIL_CHANGED, Map.of("email", email.hint()), clock.instant()));
    }
}
