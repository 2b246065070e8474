package io.gatehouse.operation;

import io.gatehouse.admin.Administrator;
import io.gatehouse.admin.Administrators;
import io.gatehouse.admin.EmailAddress;
import io.gatehouse.admin.Role;
import io.gatehouse.administration.AccountChanges;
import io.gatehouse.administration.AccountSupportService;
import io.gatehouse.realm.Realm;
import io.quarkus.arc.Unremovable;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Optional;

/** The commands' part in a realm's accounts, which they know by address. */
@ApplicationScoped
@Unremovable
public class Accounts {
    private final Administrators administrators;
    private final AccountChanges changes;
    private final AccountSupportService support;

    Accounts(Administrators administrators, AccountChanges changes, AccountSupportService support) {
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
