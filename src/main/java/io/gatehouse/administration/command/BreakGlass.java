package io.gatehouse.administration.command;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.administrator.Administrators;
import io.gatehouse.administrator.EmailAddress;
import io.gatehouse.administrator.Role;
import io.gatehouse.alarm.Alarm;
import io.gatehouse.alarm.Alarms;
import io.gatehouse.audit.AuditEvent;
import io.gatehouse.audit.AuditEventType;
import io.gatehouse.audit.AuditLog;
import io.gatehouse.invitation.Invitations;
import io.gatehouse.kernel.Requester;
import io.gatehouse.realm.Realm;
import io.quarkus.arc.Unremovable;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Map;
import java.util.Optional;

/** Opens a realm for one person again, once everybody who could do so from within has lost the way in. */
@ApplicationScoped
@Unremovable
public class BreakGlass {
    private final Administrators administrators;
    private final AccountRecovery freshStart;
    private final Invitations invitations;
    private final Alarms alarms;
    private final AuditLog audit;

    BreakGlass(
            Administrators administrators,
            AccountRecovery freshStart,
            Invitations invitations,
            Alarms alarms,
            AuditLog audit) {
        this.administrators = administrators;
        this.freshStart = freshStart;
        this.invitations = invitations;
        this.alarms = alarms;
        this.audit = audit;
    }

    /**
     * Makes the account of that address a System Administrator's who starts anew, or adds one, and tells every System
     * Administrator of the realm; where to set the password.
     */
    @Transactional
    public String recover(Realm realm, EmailAddress email) {
        Optional<Administrator> known = administrators.find(realm.id(), email);
        Administrator person = known.orElseGet(
                () -> administrators.create(realm.id(), email, email.value(), Role.SYSTEM_ADMINISTRATOR));
        // Before the account loses its password: whoever is told can still sign in, the person in question included.
        alarms.raise(realm.id(), Alarm.AccountAlarm.breakGlass(person.id(), person.displayName()), Requester.COMMAND);
        Administrator fresh = freshStart.of(person);
        audit.record(AuditEvent.about(
                Optional.of(person.id()),
                AuditEventType.BREAK_GLASS,
                realm.id(),
                Requester.COMMAND,
                Map.of("account", known.isPresent() ? "KNOWN" : "NEW")));
        return invitations.invite(realm, fresh, Optional.empty(), Requester.COMMAND);
    }
}
