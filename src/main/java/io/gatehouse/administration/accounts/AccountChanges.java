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

/** Invites, changes and removes administrators: one change of a realm after another, so that somebody stays in charge. */
@ApplicationScoped
@Transactional
public class AccountChanges {
    private final Actors actors;
    private final Administrators administrators;
    private final Accounts accounts;
    private final Invitations invitations;
    private final AccountChangeHandler effects;

    AccountChanges(
            Actors actors,
            Administrators administrators,
            Accounts accounts,
            Invitations invitations,
            AccountChangeHandler effects) {
        this.actors = actors;
        this.administrators = administrators;
        this.accounts = accounts;
        this.invitations = invitations;
        this.effects = effects;
    }

    /**
     * Somebody new.
     *
     * @param link where the first password is set
     */
    public record Invited(Administrator person, String link) {}

    /** Adds an account, and mails its person the link to the first password. */
    public AccountOutcome invite(Caller caller, EmailAddress email, String displayName, Role role) {
        return add(actors.confirm(caller, Permission.ADMINISTRATION), email, displayName, role)
                .<AccountOutcome>map(invited -> new AccountOutcome.Done(accounts.of(invited.person())))
                .orElseGet(() -> new AccountOutcome.Refused(Conflict.EMAIL_TAKEN));
    }

    /** Adds an account by command and mails its link, or returns empty if the address is taken in the realm. */
    public Optional<Invited> inviteByCommand(RealmId realm, EmailAddress email, String displayName, Role role) {
        return add(actors.command(realm), email, displayName, role);
    }

    private Optional<Invited> add(Actor actor, EmailAddress email, String displayName, Role role) {
        Realm realm = actor.realm();
        if (administrators.find(realm.id(), email).isPresent()) {
            return Optional.empty();
        }
        Administrator person = administrators.create(realm.id(), email, displayName, role);
        return Optional.of(new Invited(person, invitations.mail(realm, person, actor.id(), actor.requester())));
    }

    /** Mails another link to somebody who has not chosen a password yet; the older one is dead. */
    public AccountOutcome inviteAgain(Caller caller, AdministratorId id) {
        Actor actor = actors.confirm(caller, Permission.SUPPORT);
        Realm realm = actor.realm();
        Administrator person = administrators.findForUpdate(realm.id(), id).orElseThrow(Accounts::unknown);
        if (person.disabled() || person.passwordHash().isPresent()) {
            return new AccountOutcome.Refused(Conflict.NOT_INVITED);
        }
        invitations.mail(realm, person, actor.id(), actor.requester());
        return new AccountOutcome.Done(accounts.of(person));
    }

    /**
     * Changes an account.
     *
     * @param known whether the version is one the actor has seen
     */
    public AccountOutcome change(Caller caller, AdministratorId id, LongPredicate known, AccountChange change) {
        Actor actor = actors.confirm(caller, Permission.ADMINISTRATION);
        return locked(actor, id, known, person -> {
            if (!change.leavesInCharge(person) && isLastInCharge(person)) {
                return new AccountOutcome.Refused(Conflict.LAST_SYSTEM_ADMINISTRATOR);
            }
            Administrator changed = administrators.change(
                    person, change.displayName(person), change.role(person), change.disabled(person));
            effects.changed(actor, person, changed);
            return new AccountOutcome.Done(accounts.of(changed));
        });
    }

    /**
     * Removes an account.
     *
     * @param known whether the version is one the actor has seen
     */
    public AccountOutcome delete(Caller caller, AdministratorId id, LongPredicate known) {
        Actor actor = actors.confirm(caller, Permission.ADMINISTRATION);
        return locked(actor, id, known, person -> {
            if (isLastInCharge(person)) {
                return new AccountOutcome.Refused(Conflict.LAST_SYSTEM_ADMINISTRATOR);
            }
            effects.deleted(actor, person);
            administrators.delete(person.realm(), person.id());
            return new AccountOutcome.Done(new Account(person, Optional.empty()));
        });
    }

    private AccountOutcome locked(
            Actor actor, AdministratorId id, LongPredicate known, Function<Administrator, AccountOutcome> next) {
        Administrator person =
                administrators.findForUpdate(actor.realm().id(), id).orElseThrow(Accounts::unknown);
        return known.test(person.version()) ? next.apply(person) : new AccountOutcome.Stale(accounts.of(person));
    }

    private boolean isLastInCharge(Administrator person) {
        return person.role() == Role.SYSTEM_ADMINISTRATOR
                && person.canSignIn()
                && administrators.countAbleToSignIn(person.realm(), Role.SYSTEM_ADMINISTRATOR) == 1;
    }
}
