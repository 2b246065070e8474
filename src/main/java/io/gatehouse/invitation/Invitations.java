package io.gatehouse.invitation;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.administrator.Administrators;
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
import io.gatehouse.passwordreset.NewPasswords;
import io.gatehouse.passwordreset.ResetOutcome;
import io.gatehouse.realm.Realm;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/** Invites administrators by a link to set the first password, and accepts it; a new link invalidates the previous one, opened or not. */
@ApplicationScoped
public class Invitations {
    private final Administrators administrators;
    private final Links links;
    private final PublicUrls urls;
    private final MailOutbox outbox;
    private final AuditLog audit;
    private final Clock clock;
    private final NewPasswords newPasswords;

    Invitations(
            Administrators administrators,
            Links links,
            PublicUrls urls,
            MailOutbox outbox,
            AuditLog audit,
            Clock clock,
            NewPasswords newPasswords) {
        this.administrators = administrators;
        this.links = links;
        this.urls = urls;
        this.outbox = outbox;
        this.audit = audit;
        this.clock = clock;
        this.newPasswords = newPasswords;
    }

    /**
     * Issues an invitation to an account without password, and returns the URL of its link.
     *
     * @param by the administrator who invites; empty if there is none
     */
    @Transactional(TxType.MANDATORY)
    public String invite(Realm realm, Administrator administrator, Optional<AdministratorId> by, Requester requester) {
        administrators.endPendingFlows(administrator);
        String token = links.issue(LinkKind.INVITATION, realm.id(), administrator.id());
        audit.record(new AuditEvent(
                AuditEventType.ADMINISTRATOR_INVITED,
                realm.id(),
                by,
                Optional.of(administrator.id()),
                requester,
                Map.of(
                        "to",
                        administrator.email().hint(),
                        "role",
                        administrator.role().name())));
        return urls.link(realm.slug(), "invitation", token);
    }

    /** Issues an invitation, mails its link to the administrator, and returns the URL. */
    @Transactional(TxType.MANDATORY)
    public String mail(Realm realm, Administrator administrator, Optional<AdministratorId> by, Requester requester) {
        String link = invite(realm, administrator, by, requester);
        String inviter = by.flatMap(id -> administrators.find(realm.id(), id))
                .map(Administrator::displayName)
                .orElse("");
        var details = Map.of(
                "link", link, "inviter", inviter, "role", administrator.role().name());
        outbox.post(
                new FlowContext(realm, administrator, requester).mail(MailKind.INVITATION, details, clock.instant()));
        return link;
    }

    /** Consumes the link. */
    public ResetOutcome open(Realm realm, String token, Requester requester) {
        return newPasswords.open(realm, LinkKind.INVITATION, token, requester);
    }

    /** Returns the state of an invitation whose link was opened. */
    public ResetOutcome state(Realm realm, String id, Requester requester) {
        return newPasswords.state(realm, LinkKind.INVITATION, id, requester);
    }

    /** Sets the first password, which accepts the invitation. */
    public ResetOutcome accept(Realm realm, String id, String password, Requester requester) {
        return newPasswords.set(realm, LinkKind.INVITATION, id, password, requester);
    }
}
