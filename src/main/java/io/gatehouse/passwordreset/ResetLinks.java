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

/** Mails the link that leads to a new password, to the stored address alone. */
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

    /** Sends a link to the account of that address, if there is one that may sign in and has not had too many. */
    public void send(RealmId realm, String typed, Requester requester) {
        realms.find(realm)
                .ifPresent(found -> EmailAddress.parse(typed)
                        .flatMap(email -> administrators.find(realm, email))
                        .filter(Administrator::canResetPassword)
                        .filter(person -> links.issuedWithin(LinkKind.PASSWORD_RESET, person.id(), Duration.ofHours(1))
                                < PER_HOUR)
                        .ifPresent(person -> send(new FlowContext(found, person, requester))));
    }

    /** Sends a link to that person, however many there were. */
    public void send(FlowContext context) {
        Administrator person = context.person();
        String token = links.issue(LinkKind.PASSWORD_RESET, person.realm(), person.id());
        Map<String, String> details = Map.of("link", urls.link(context.realm().slug(), "password-reset", token));
        outbox.post(context.mail(MailKind.RESET_LINK, details, clock.instant()));
        audit.record(context.event(
                AuditEventType.PASSWORD_RESET_REQUESTED,
                Map.of("to", person.email().hint())));
    }
}
