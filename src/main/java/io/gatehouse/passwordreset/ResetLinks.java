package io.gatehouse.passwordreset;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.administrator.Administrators;
import io.gatehouse.administrator.EmailAddress;
import io.gatehouse.audit.AuditEventType;
import io.gatehouse.audit.AuditLog;
import io.gatehouse.delivery.message.MailKind;
import io.gatehouse.delivery.outbox.MailOutbox;
import io.gatehouse.kernel.PublicUrls;
import io.gatehouse.kernel.Requester;
import io.gatehouse.kernel.id.RealmId;
import io.gatehouse.link.LinkKind;
import io.gatehouse.link.Links;
import io.gatehouse.otp.FlowContext;
import io.gatehouse.realm.Realms;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;

/** Mails reset links, to the stored address only. */
@ApplicationScoped
@Transactional(TxType.MANDATORY)
public class ResetLinks {
    private static final int PER_HOUR = 3;

    private final Realms realms;
    private final Administrators administrators;
    private final Links links;
    private final MailOutbox outbox;
    private final AuditLog audit;
    private final PublicUrls urls;
    private final Clock clock;

    ResetLinks(
            Realms realms,
            Administrators administrators,
            Links links,
            MailOutbox outbox,
            AuditLog audit,
            PublicUrls urls,
            Clock clock) {
        this.realms = realms;
        this.administrators = administrators;
        this.links = links;
        this.outbox = outbox;
        this.audit = audit;
        this.urls = urls;
        this.clock = clock;
    }

    /** Sends a link to the account of that address, if there is one that may reset and has not received too many. */
    public void send(RealmId realm, String entered, Requester requester) {
        realms.find(realm)
                .ifPresent(found -> EmailAddress.parse(entered)
                        .flatMap(email -> administrators.find(realm, email))
                        .filter(Administrator::canResetPassword)
                        .filter(administrator ->
                                links.issuedWithin(LinkKind.PASSWORD_RESET, administrator.id(), Duration.ofHours(1))
                                        < PER_HOUR)
                        .ifPresent(administrator -> send(new FlowContext(found, administrator, requester))));
    }

    /** Sends a link to the administrator, regardless of earlier ones. */
    public void send(FlowContext context) {
        Administrator administrator = context.administrator();
        String token = links.issue(LinkKind.PASSWORD_RESET, administrator.realm(), administrator.id());
        Map<String, String> details = Map.of("link", urls.link(context.realm().slug(), "password-reset", token));
        outbox.post(context.mail(MailKind.RESET_LINK, details, clock.instant()));
        audit.record(context.event(
                AuditEventType.PASSWORD_RESET_REQUESTED,
                Map.of("to", administrator.email().hint())));
    }
}
