package io.gatehouse.administration.accounts;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.administrator.Administrators;
import io.gatehouse.administrator.EmailAddress;
import io.gatehouse.audit.AuditEventType;
import io.gatehouse.audit.AuditLog;
import io.gatehouse.caller.Actor;
import io.gatehouse.caller.Actors;
import io.gatehouse.caller.Caller;
import io.gatehouse.caller.Permission;
import io.gatehouse.kernel.id.AdministratorId;
import io.gatehouse.kernel.id.RealmId;
import io.gatehouse.otp.CodeLockout;
import io.gatehouse.ratelimit.PasswordAttempts;
import io.gatehouse.session.Sessions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Map;
import java.util.Optional;

/** Unlocks accounts, sends invitations again and ends sessions; open to Operators. */
@ApplicationScoped
@Transactional
public class AccountSupportService {
    private final Actors actors;
    private final Administrators administrators;
    private final Accounts accounts;
    private final CodeLockout lockout;
    private final PasswordAttempts passwords;
    private final Sessions sessions;
    private final AuditLog audit;

    AccountSupportService(
            Actors actors,
            Administrators administrators,
            Accounts accounts,
            CodeLockout lockout,
            PasswordAttempts passwords,
            Sessions sessions,
            AuditLog audit) {
        this.actors = actors;
        this.administrators = administrators;
        this.accounts = accounts;
        this.lockout = lockout;
        this.passwords = passwords;
        this.sessions = sessions;
        this.audit = audit;
    }

    /**
     * Ends the locks on the account's codes and on its passwords. Only another System Administrator also clears, after a recent step-up,
     * the counts of wrong codes and of wrong passwords in a row, and ends the long lock that they lead to, since unlocking has no limit of
     * its own.
     *
     * @return the account, with the lock that remains
     */
    public Account unlock(Caller caller, AdministratorId id) {
        return unlock(actors.confirm(caller, Permission.SUPPORT), id);
    }

    /** Removes all locks of the account of that address by command; returns whether there is one. */
    public boolean unlockByCommand(RealmId realm, EmailAddress email) {
        Actor actor = actors.command(realm);
        Optional<Administrator> administrator = administrators.find(realm, email);
        administrator.ifPresent(found -> unlock(actor, found.id()));
        return administrator.isPresent();
    }

    private Account unlock(Actor actor, AdministratorId id) {
        Administrator administrator = lock(actor, id);
        if (actor.isOtherSteppedUpSystemAdministrator(id)) {
            lockout.clearAll(id);
            passwords.reset(administrator.realm(), administrator.email());
        } else {
            lockout.endWaits(id);
            passwords.endWaits(administrator.realm(), administrator.email());
        }
        audit.record(actor.event(AuditEventType.ADMINISTRATOR_UNLOCKED, id, Map.of()));
        return accounts.of(administrator);
    }

    /** Revokes all sessions of the account. */
    public void revokeSessions(Caller caller, AdministratorId id) {
        Actor actor = actors.confirm(caller, Permission.SUPPORT);
        lock(actor, id);
        int count = sessions.revokeAll(id, Optional.empty());
        audit.record(actor.event(AuditEventType.SESSION_REVOKED, id, Map.of("sessions", Integer.toString(count))));
    }

    private Administrator lock(Actor actor, AdministratorId id) {
        return administrators.findForUpdate(actor.realm().id(), id).orElseThrow(Accounts::unknown);
    }
}
