package io.gatehouse.administration.command;

import io.gatehouse.administration.accounts.AccountChanges;
import io.gatehouse.administration.accounts.AccountSupportService;
import io.gatehouse.administrator.Administrator;
import io.gatehouse.administrator.Administrators;
import io.gatehouse.administrator.EmailAddress;
import io.gatehouse.administrator.Role;
import io.gatehouse.realm.Realm;
import io.quarkus.arc.Unremovable;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Optional;

/** The commands' part in a realm's accounts, which they know by address. */
@ApplicationScoped
@Unremovable
public class AccountCommands {
    private final Administrators administrators;
    private final AccountChanges changes;
    private final AccountSupportService support;

    AccountCommands(Administrators administrators, AccountChanges changes, AccountSupportService support) {
        this.administrators = administrators;
        this.changes = changes;
        this.support = support;
    }

    /** Adds an account and mails its invitation; where to set the password, or nothing if there is such an account. */
    public Optional<String> invite(Realm realm, EmailAddress email, String displayName, Role role) {
        return changes.inviteByCommand(realm.id(), email, displayName, role).map(AccountChanges.Invited::link);
    }

    /** Lifts every lock and wait of that account; whether there is such an account. */
    @Transactional
    public boolean unlock(Realm realm, EmailAddress email) {
        Optional<Administrator> person = administrators.find(realm.id(), email);
        person.ifPresent(found -> support.unlockByCommand(realm.id(), found.id()));
        return person.isPresent();
    }
}
