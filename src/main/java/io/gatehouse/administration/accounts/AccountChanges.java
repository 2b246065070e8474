package io.gatehouse.administration.accounts;

import io.gatehouse.administration.accounts.AccountOutcome.Conflict;
import io.gatehouse.administrator.Administrator;
import io.gatehouse.administrator.Administrators;
import io.gatehouse.administrator.EmailAddress;
import io.gatehouse.administrator.Role;
import io.gatehouse.caller.Actor;
import io.gatehouse.caller.Actors;
import io.gatehouse.caller.Caller;
import io.gatehouse.caller.Permission;
import io.gatehouse.invitation.Invitations;
import io.gatehouse.kernel.id.AdministratorId;
import io.gatehouse.kernel.id.RealmId;
import io.gatehouse.realm.Realm;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongPredicate;

/**
 * Invites, changes and removes administrators, one change of a realm at a time, so that one System Administrator
 * remains.
 */
@ApplicationScoped
@Transactional
public class AccountChanges {
    private final Actors actors;
    private final Administrators administrators;
    private final Accounts accounts;
    private final Invitations invitations;
    private final AccountChangeHandler handler;

    AccountChanges(
            Actors actors,
            Administrators administrators,
            Accounts accounts,
            Invitations invitations,
            AccountChangeHandler handler) {
        this.actors = actors;
        this.administrators = administrators;
        this.accounts = accounts;
        this.invitations = invitations;
        this.handler = handler;
    }

    /**
     * An invited administrator.
     *
     * @param link address at which the first password is set
     */
    public record Invited(Administrator administrator, String link) {}

    /** Creates an account, and mails the link to set the first password. */
    public AccountOutcome invite(Caller caller, EmailAddress email, String displayName, Role role) {
        return add(actors.confirm(caller, Permission.ADMINISTRATION), email, displayName, role)
                .<AccountOutcome>map(invited -> new AccountOutcome.Done(accounts.of(invited.administrator())))
                .orElseGet(() -> new AccountOutcome.Refused(Conflict.EMAIL_TAKEN));
    }

    /** Creates an account by command and mails the link, or returns empty if the realm already has the address. */
    public Optional<Invited> inviteByCommand(RealmId realm, EmailAddress email, String displayName, Role role) {
        return add(actors.command(realm), email, displayName, role);
    }

    private Optional<Invited> add(Actor actor, EmailAddress email, String displayName, Role role) {
        Realm realm = actor.realm();
        if (administrators.find(realm.id(), email).isPresent()) {
            return Optional.empty();
        }
        Administrator administrator = administrators.create(realm.id(), email, displayName, role);
        return Optional.of(
                new Invited(administrator, invitations.mail(realm, administrator, actor.id(), actor.requester())));
    }

    /** Mails a new link to an administrator who has not set a password yet; the earlier link becomes invalid. */
    public AccountOutcome inviteAgain(Caller caller, AdministratorId id) {
        Actor actor = actors.confirm(caller, Permission.SUPPORT);
        Realm realm = actor.realm();
        Administrator administrator =
                administrators.findForUpdate(realm.id(), id).orElseThrow(Accounts::unknown);
        if (administrator.disabled() || administrator.passwordHash().isPresent()) {
            return new AccountOutcome.Refused(Conflict.NOT_INVITED);
        }
        invitations.mail(realm, administrator, actor.id(), actor.requester());
        return new AccountOutcome.Done(accounts.of(administrator));
    }

    /**
     * Changes an account.
     *
     * @param known whether the caller has seen the account's current version
     */
    public AccountOutcome change(Caller caller, AdministratorId id, LongPredicate known, AccountChange change) {
        Actor actor = actors.confirm(caller, Permission.ADMINISTRATION);
        return locked(actor, id, known, administrator -> {
            if (!change.keepsSystemAdministrator(administrator) && isLastSystemAdministrator(administrator)) {
                return new AccountOutcome.Refused(Conflict.LAST_SYSTEM_ADMINISTRATOR);
            }
            Administrator changed = administrators.change(
                    administrator,
                    change.displayName(administrator),
                    change.role(administrator),
                    change.disabled(administrator));
            handler.changed(actor, administrator, changed);
            return new AccountOutcome.Done(accounts.of(changed));
        });
    }

    /**
     * Removes an account.
     *
     * @param known whether the caller has seen the account's current version
     */
    public AccountOutcome delete(Caller caller, AdministratorId id, LongPredicate known) {
        Actor actor = actors.confirm(caller, Permission.ADMINISTRATION);
        return locked(actor, id, known, administrator -> {
            if (isLastSystemAdministrator(administrator)) {
                return new AccountOutcome.Refused(Conflict.LAST_SYSTEM_ADMINISTRATOR);
            }
            handler.deleted(actor, administrator);
            administrators.delete(administrator.realm(), administrator.id());
            return new AccountOutcome.Done(new Account(administrator, Optional.empty()));
        });
    }

    private AccountOutcome locked(
            Actor actor, AdministratorId id, LongPredicate known, Function<Administrator, AccountOutcome> next) {
        Administrator administrator =
                administrators.findForUpdate(actor.realm().id(), id).orElseThrow(Accounts::unknown);
        return known.test(administrator.version())
                ? next.apply(administrator)
                : new AccountOutcome.Stale(accounts.of(administrator));
    }

    private boolean isLastSystemAdministrator(Administrator administrator) {
        return administrator.role() == Role.SYSTEM_ADMINISTRATOR
                && administrator.canSignIn()
                && administrators.countAbleToSignIn(administrator.realm(), Role.SYSTEM_ADMINISTRATOR) == 1;
    }
}
