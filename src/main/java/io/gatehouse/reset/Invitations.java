package io.gatehouse.reset;

import io.gatehouse.admin.Administrator;
import io.gatehouse.audit.AuditEvent;
import io.gatehouse.audit.AuditEventType;
import io.gatehouse.audit.AuditLog;
import io.gatehouse.link.LinkKind;
import io.gatehouse.link.Links;
import io.gatehouse.platform.PublicUrls;
import io.gatehouse.platform.Requester;
import io.gatehouse.realm.Realm;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.util.Map;
import java.util.Optional;

/** Lets a person choose the first password by a link; a new one kills the older. */
@ApplicationScoped
public class Invitations {
    private final Links links;
    private final PublicUrls urls;
    private final AuditLog audit;

    Invitations(Links links, PublicUrls urls, AuditLog audit) {
        this.links = links;
        this.urls = urls;
        this.audit = audit;
    }

    /** The address of the page that takes the first password, for an account that has none. */
    @Transactional(TxType.MANDATORY)
    public String invite(Realm realm, Administrator person, Requester requester) {
        String token = links.issue(LinkKind.INVITATION, realm.id(), person.id());
        audit.record(AuditEvent.about(
                Optional.of(person.id()),
                AuditEventType.ADMINISTRATOR_INVITED,
                realm.id(),
                requester,
                Map.of("to", person.email().hint(), "role", person.role().name())));
        return urls.link(realm.slug(), "invitation", token);
    }
}
