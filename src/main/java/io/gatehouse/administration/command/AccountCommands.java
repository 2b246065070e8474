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

/** Account operations for the command line, by e-mail address. */
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

    /**
     * Creates an account and mails its invitation; returns the link to set the password, or empty if the account
     * exists.
     */
    public Optional<String> invite(Realm realm, EmailAddress email, String displayName, Role role) {
        return changes.inviteByCommand(realm.id(), email, displayName, role).map(AccountChanges.Invited::link);
    }

    /** Removes all locks of an account; returns whether the account exists. */
    @Transactional
    public boolean unlock(Realm realm, EmailAddress email) {
        Optional<Administrator> administrator = administrators.find(realm.id(), email);
        administrator.ifPresent(found -> support.unlockByCommand(realm.id(), found.id()));
        return administrator.isPresent();
    }
}
