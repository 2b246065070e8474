package io.gatehouse.administration.accounts;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.administrator.Administrators;
import io.gatehouse.administrator.EmailAddress;
import io.gatehouse.administrator.Influences;
import io.gatehouse.audit.AuditEventType;
import io.gatehouse.audit.AuditLog;
import io.gatehouse.caller.Actor;
import io.gatehouse.caller.Actors;
import io.gatehouse.caller.Caller;
import io.gatehouse.caller.MailLimits;
import io.gatehouse.caller.Permission;
import io.gatehouse.delivery.message.MailKind;
import io.gatehouse.invitation.Invitations;
import io.gatehouse.kernel.id.AdministratorId;
import io.gatehouse.kernel.id.RealmId;
import io.gatehouse.realm.Role;
import io.gatehouse.servicetoken.ServiceTokens;
import io.gatehouse.session.AccessRevocation;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
    private final MailLimits limits;
    private final Administrators administrators;
    private final Influences influences;
    private final Accounts accounts;
    private final Invitations invitations;
    private final AccessRevocation revocation;
    private final ServiceTokens serviceTokens;
    private final AuditLog audit;

    AccountChanges(
            Actors actors,
            MailLimits limits,
            Administrators administrators,
            Influences influences,
            Accounts accounts,
            Invitations invitations,
            AccessRevocation revocation,
            ServiceTokens serviceTokens,
            AuditLog audit) {
        this.actors = actors;
        this.limits = limits;
        this.administrators = administrators;
        this.influences = influences;
        this.accounts = accounts;
        this.invitations = invitations;
        this.revocation = revocation;
        this.serviceTokens = serviceTokens;
        this.audit = audit;
    }

    /** The changes to make to an account; an empty field keeps its value. */
    public record Change(Optional<String> displayName, Optional<Role> role, Optional<Boolean> enabled) {

        private Role role(Administrator administrator) {
            return role.orElse(administrator.role());
        }

        private boolean disabled(Administrator administrator) {
            return enabled.map(wanted -> !wanted).orElse(administrator.disabled());
        }

        /** Returns whether the administrator is an enabled System Administrator after the change. */
        private boolean keepsSystemAdministrator(Administrator administrator) {
            return role(administrator) == Role.SYSTEM_ADMINISTRATOR && !disabled(administrator);
        }
    }

    /** The reason why the realm's current state forbids a change. */
    public enum Conflict {
        /** Another administrator of the realm has the address, or may get it back by a report. */
        EMAIL_TAKEN,
        /** The realm would have no System Administrator left. */
        LAST_SYSTEM_ADMINISTRATOR,
        /** The administrator has already set a password, or is disabled. */
        NOT_INVITED
    }

    /** The outcome of a request to change an account. */
    public sealed interface Outcome {

        /** The change was made; the account after it. */
        record Done(Account account) implements Outcome {}

        /** The account was changed by another request since the caller read it; its current state. */
        record Stale(Account current) implements Outcome {}

        /** The change was refused. */
        record Refused(Conflict conflict) implements Outcome {}

        /** Applies the function that matches the outcome. */
        default <T> T fold(Function<Account, T> done, Function<Account, T> stale, Function<Conflict, T> refused) {
            if (this instanceof Done good) {
                return done.apply(good.account());
            }
            return this instanceof Stale late
                    ? stale.apply(late.current())
                    : refused.apply(((Refused) this).conflict());
        }
    }

    /** Creates an account, and mails the link to set the first password. */
    public Outcome invite(Caller caller, EmailAddress email, String displayName, Role role) {
        Actor actor = actors.confirm(caller, Permission.ADMINISTRATION);
        return create(actor, email, displayName, role)
                .map(administrator -> invited(actor, administrator))
                .orElseGet(() -> new Outcome.Refused(Conflict.EMAIL_TAKEN));
    }

    /**
     * Creates an account by command, mails the link to set the first password and returns it, or returns empty if the
     * realm already has the address.
     */
    public Optional<String> inviteByCommand(RealmId realm, EmailAddress email, String displayName, Role role) {
        Actor actor = actors.command(realm);
        return create(actor, email, displayName, role).map(administrator -> mail(actor, administrator));
    }

    private Optional<Administrator> create(Actor actor, EmailAddress email, String displayName, Role role) {
        RealmId realm = actor.realm().id();
        return administrators.isTaken(realm, email, Optional.empty())
                ? Optional.empty()
                : Optional.of(administrators.create(realm, email, displayName, role));
    }

    /** Mails a new link to an administrator who has not set a password yet; the earlier link becomes invalid. */
    public Outcome inviteAgain(Caller caller, AdministratorId id) {
        Actor actor = actors.confirm(caller, Permission.SUPPORT);
        Administrator administrator = lock(actor, id);
        return administrator.disabled() || administrator.passwordHash().isPresent()
                ? new Outcome.Refused(Conflict.NOT_INVITED)
                : invited(actor, administrator);
    }

    private Outcome invited(Actor actor, Administrator administrator) {
        limits.count(actor, MailKind.INVITATION, administrator.email());
        mail(actor, administrator);
        return new Outcome.Done(accounts.get(actor.realm().id(), administrator.id()));
    }

    private String mail(Actor actor, Administrator administrator) {
        influenced(actor, administrator);
        return invitations.mail(actor.realm(), administrator, actor.id(), actor.requester());
    }

    /**
     * Changes an account: a change of role or status revokes its sessions, and disabling it all of its access.
     *
     * @param known whether the caller has seen the account's current version
     */
    public Outcome change(Caller caller, AdministratorId id, LongPredicate known, Change change) {
        Actor actor = actors.confirm(caller, Permission.ADMINISTRATION);
        return locked(actor, id, known, administrator -> {
            if (!change.keepsSystemAdministrator(administrator) && isLastSystemAdministrator(administrator)) {
                return new Outcome.Refused(Conflict.LAST_SYSTEM_ADMINISTRATOR);
            }
            Administrator changed = administrators.change(
                    administrator,
                    change.displayName().orElse(administrator.displayName()),
                    change.role(administrator),
                    change.disabled(administrator));
            changed(actor, administrator, changed);
            return new Outcome.Done(accounts.of(changed));
        });
    }

    private void influenced(Actor actor, Administrator administrator) {
        actor.responsible().ifPresent(by -> influences.record(actor.realm().id(), by, administrator.id()));
    }

    private void changed(Actor actor, Administrator before, Administrator after) {
        boolean otherRole = before.role() != after.role();
        boolean enabled = before.disabled() && !after.disabled();
        if (enabled || after.role().includesMoreThan(before.role())) {
            influenced(actor, after);
        }
        if (otherRole || before.disabled() != after.disabled()) {
            revocation.revokeSessions(after.id());
        }
        if (otherRole || after.disabled()) {
            serviceTokens.revokeCreatedBy(after.id());
        }
        if (after.disabled() && !before.disabled()) {
            revocation.revokeAll(after.id());
            audit.record(actor.event(AuditEventType.ADMINISTRATOR_DISABLED, after.id(), Map.of()));
        }
        if (enabled) {
            audit.record(actor.event(AuditEventType.ADMINISTRATOR_ENABLED, after.id(), Map.of()));
        }
        Map<String, String> differences = new HashMap<>();
        if (otherRole) {
            differences.put("role", before.role() + " → " + after.role());
        }
        if (!before.displayName().equals(after.displayName())) {
            differences.put("displayName", "changed");
        }
        if (!differences.isEmpty()) {
            audit.record(actor.event(AuditEventType.ADMINISTRATOR_CHANGED, after.id(), differences));
        }
    }

    /**
     * Removes an account; the audit log keeps the masked address.
     *
     * @param known whether the caller has seen the account's current version
     */
    public Outcome delete(Caller caller, AdministratorId id, LongPredicate known) {
        Actor actor = actors.confirm(caller, Permission.ADMINISTRATION);
        return locked(actor, id, known, administrator -> {
            if (isLastSystemAdministrator(administrator)) {
                return new Outcome.Refused(Conflict.LAST_SYSTEM_ADMINISTRATOR);
            }
            serviceTokens.revokeCreatedBy(id);
            audit.record(actor.event(
                    AuditEventType.ADMINISTRATOR_DELETED,
                    id,
                    Map.of(
                            "email",
                            administrator.email().hint(),
                            "role",
                            administrator.role().name())));
            revocation.revokeAll(id);
            administrators.delete(administrator.realm(), id);
            return new Outcome.Done(new Account(administrator, Optional.empty(), List.of()));
        });
    }

    private Outcome locked(
            Actor actor, AdministratorId id, LongPredicate known, Function<Administrator, Outcome> next) {
        Administrator administrator = lock(actor, id);
        return known.test(administrator.version())
                ? next.apply(administrator)
                : new Outcome.Stale(accounts.of(administrator));
    }

    private Administrator lock(Actor actor, AdministratorId id) {
        return administrators.findForUpdate(actor.realm().id(), id).orElseThrow(Accounts::unknown);
    }

    private boolean isLastSystemAdministrator(Administrator administrator) {
        return administrator.role() == Role.SYSTEM_ADMINISTRATOR
                && administrator.canSignIn()
                && administrators.countAbleToSignIn(administrator.realm(), Role.SYSTEM_ADMINISTRATOR) == 1;
    }
}
