package io.gatehouse.passwordreset;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.audit.AuditEventType;
import io.gatehouse.audit.AuditLog;
import io.gatehouse.delivery.message.MailKind;
import io.gatehouse.delivery.outbox.MailOutbox;
import io.gatehouse.kernel.PublicUrls;
import io.gatehouse.kernel.Requester;
import io.gatehouse.link.LinkKind;
import io.gatehouse.link.Links;
import io.gatehouse.mailrequest.MailRequests;
import io.gatehouse.otp.FlowContext;
import io.gatehouse.realm.Realms;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Mails reset links, to the stored address only. */
@ApplicationScoped
@Transactional(TxType.MANDATORY)
public class ResetLinks implements MailRequests.Handler {
    private static final Duration REPLACED_AFTER = Duration.ofMinutes(5);

    private final Realms realms;
    private final Links links;
    private final MailOutbox outbox;
    private final AuditLog audit;
    private final PublicUrls urls;
    private final Clock clock;

    ResetLinks(Realms realms, Links links, MailOutbox outbox, AuditLog audit, PublicUrls urls, Clock clock) {
        this.realms = realms;
        this.links = links;
        this.outbox = outbox;
        this.audit = audit;
        this.urls = urls;
        this.clock = clock;
    }

    @Override
    public Set<MailRequests.Kind> kinds() {
        return Set.of(MailRequests.Kind.PASSWORD_RESET);
    }

    /** Sends a link unless the last one is valid and was sent within five minutes: it is in the mailbox already. */
    @Override
    public void handle(MailRequests.Kind kind, Administrator administrator, Requester requester) {
        if (administrator.canResetPassword()
                && !links.hasValid(LinkKind.PASSWORD_RESET, administrator.id(), REPLACED_AFTER)) {
            realms.find(administrator.realm())
                    .ifPresent(realm -> send(new FlowContext(realm, administrator, requester), Map.of()));
        }
    }

    /**
     * Sends a link to the administrator, whose account must be locked, regardless of earlier ones.
     *
     * @param more what else the mail says, as in {@link MailKind#RESET_LINK}
     */
    public void send(FlowContext context, Map<String, String> more) {
        Administrator administrator = context.administrator();
        String token = links.issue(LinkKind.PASSWORD_RESET, administrator.realm(), administrator.id());
        Map<String, String> details = new HashMap<>(more);
        details.put("link", urls.link(context.realm().slug(), "password-reset", token));
        outbox.post(context.mail(MailKind.RESET_LINK, details, clock.instant()));
        audit.record(context.event(
                AuditEventType.PASSWORD_RESET_REQUESTED,
                Map.of("to", administrator.email().hint())));
    }
}
