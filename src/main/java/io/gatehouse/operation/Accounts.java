package io.gatehouse.operation;

import io.gatehouse.admin.Administrator;
import io.gatehouse.admin.Administrators;
import io.gatehouse.admin.EmailAddress;
import io.gatehouse.admin.Role;
import io.gatehouse.administration.Invitations;
import io.gatehouse.audit.AuditEvent;
import io.gatehouse.audit.AuditEventType;
import io.gatehouse.audit.AuditLog;
import io.gatehouse.code.CodeGuard;
import io.gatehouse.platform.Requester;
import io.gatehouse.realm.Realm;
import io.quarkus.arc.Unremovable;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Map;
import java.util.Optional;

/** Invites people into a realm and lifts their locks. */
@ApplicationScoped
@Unremovable
public class Accounts {
    private final Administrators administrators;
    private final Invitations invitations;
    private final CodeGuard guard;
    private final AuditLog audit;

    Accounts(Administrators administrators, Invitations invitations, CodeGuard guard, AuditLog audit) {
        this.administrators = administrators;
        this.invitations = invitations;
        this.guard = guard;
        this.audit = audit;
    }

    /** Adds an account and mails its invitation; where to set the password, or nothing if there is such an account. */
    @Transactional
    public Optional<String> invite(Realm realm, EmailAddress email, String displayName, Role role) {
        if (administrators.find(realm.id(), email).isPresent()) {
            return Optional.empty();
        }
        Administrator person = administrators.create(realm.id(), email, displayName, role);
        return Optional.of(invitations.mail(realm, person, Optional.empty(), Requester.COMMAND));
    }

    /** Lifts every lock on the codes of that account; whether there is such an account. */
    @Transactional
    public boolean unlock(Realm realm, EmailAddress email) {
        Optional<Administrator> person = administrators.find(realm.id(), email);
        person.ifPresent(found -> {
            guard.clearAll(found.id());
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
