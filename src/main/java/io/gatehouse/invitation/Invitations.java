package io.gatehouse.invitation;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.audit.AuditEvent;
import io.gatehouse.audit.AuditEventType;
import io.gatehouse.audit.AuditLog;
import io.gatehouse.delivery.message.MailKind;
import io.gatehouse.delivery.outbox.MailOutbox;
import io.gatehouse.kernel.PublicUrls;
import io.gatehouse.kernel.Requester;
import io.gatehouse.kernel.id.AdministratorId;
import io.gatehouse.link.LinkKind;
import io.gatehouse.link.Links;
import io.gatehouse.otp.FlowContext;
import io.gatehouse.realm.Realm;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/** Lets a person choose the first password by a link; a new one kills the older. */
@ApplicationScoped
@Transactional(TxType.MANDATORY)
public class Invitations {
    private final Links links;
    private final PublicUrls urls;
    private final MailOutbox outbox;
    private final AuditLog audit;
    private final Clock clock;

    Invitations(Links links, PublicUrls urls, MailOutbox outbox, AuditLog audit, Clock clock) {
        this.links = links;
        this.urls = urls;
        this.outbox = outbox;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * The address of the page that takes the first password, for an account that has none.
     *
     * @param by who invites, if that is a person
     */
    public String invite(Realm realm, Administrator person, Optional<AdministratorId> by, Requester requester) {
        String token = links.issue(LinkKind.INVITATION, realm.id(), person.id());
        audit.record(new AuditEvent(
                AuditEventType.ADMINISTRATOR_INVITED,
                realm.id(),
                by,
                Optional.of(person.id()),
                requester,
                Map.of("to", person.email().hint(), "role", person.role().name())));
        return urls.link(realm.slug(), "invitation", token);
    }

    /** Mails that address to the person, and answers it. */
    public String mail(Realm realm, Administrator person, Optional<AdministratorId> by, Requester requester) {
        String link = invite(realm, person, by, requester);
        outbox.post(new FlowContext(realm, person, requester)
                .mail(MailKind.INVITATION, Map.of("link", link), clock.instant()));
        return link;
    }
}
