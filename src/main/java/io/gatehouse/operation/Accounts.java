package io.gatehouse.operation;

import io.gatehouse.admin.Administrator;
import io.gatehouse.admin.Administrators;
import io.gatehouse.admin.EmailAddress;
import io.gatehouse.admin.Role;
import io.gatehouse.audit.AuditEvent;
import io.gatehouse.audit.AuditEventType;
import io.gatehouse.audit.AuditLog;
import io.gatehouse.code.CodeGuard;
import io.gatehouse.code.FlowContext;
import io.gatehouse.delivery.MailKind;
import io.gatehouse.delivery.MailOutbox;
import io.gatehouse.platform.Requester;
import io.gatehouse.realm.Realm;
import io.gatehouse.reset.Invitations;
import io.quarkus.arc.Unremovable;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/** Invites people into a realm and lifts their locks. */
@ApplicationScoped
@Unremovable
public class Accounts {
    private final Administrators administrators;
    private final Invitations invitations;
    private final MailOutbox outbox;
    private final CodeGuard guard;
    private final AuditLog audit;
    private final Clock clock;

    Accounts(
            Administrators administrators,
            Invitations invitations,
            MailOutbox outbox,
            CodeGuard guard,
            AuditLog audit,
            Clock clock) {
        this.administrators = administrators;
        this.invitations = invitations;
        this.outbox = outbox;
        this.guard = guard;
        this.audit = audit;
        this.clock = clock;
    }

    /** Adds an account and mails its invitation; where to set the password, or nothing if there is such an account. */
    @Transactional
    public Optional<String> invite(Realm realm, EmailAddress email, String displayName, Role role) {
        if (administrators.find(realm.id(), email).isPresent()) {
            return Optional.empty();
        }
        Administrator person = administrators.create(realm.id(), email, displayName, role);
        String link = invitations.invite(realm, person, Requester.COMMAND);
        outbox.post(new FlowContext(realm, person, Requester.COMMAND)
                .mail(MailKind.INVITATION, Map.of("link", link), clock.instant()));
        return Optional.of(link);
    }

    /** Lifts every lock on the codes of that account; whether there is such an account. */
    @Transactional
    public boolean unlock(Realm realm, EmailAddress email) {
        Optional<Administrator> person = administrators.find(realm.id(), email);
        person.ifPresent(found -> {
            guard.clear(found.id());
            audit.record(AuditEvent.about(
                    Optional.of(found.id()),
                    AuditEventType.ADMINISTRATOR_UNLOCKED,
                    realm.id(),
                    Requester.COMMAND,
                    Map.of()));
        });
        return person.isPresent();
    }
}
