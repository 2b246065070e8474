package io.gatehouse.administration.suspension;

import io.gatehouse.administration.accounts.Accounts;
import io.gatehouse.administrator.Administrator;
import io.gatehouse.administrator.Administrators;
import io.gatehouse.administrator.Influences;
import io.gatehouse.administrator.RecoveryCodes;
import io.gatehouse.audit.AuditEventType;
import io.gatehouse.audit.AuditLog;
import io.gatehouse.authenticator.Authenticator;
import io.gatehouse.authenticator.Authenticators;
import io.gatehouse.caller.Actor;
import io.gatehouse.caller.Actors;
import io.gatehouse.caller.Caller;
import io.gatehouse.caller.Permission;
import io.gatehouse.kernel.id.AdministratorId;
import io.gatehouse.servicetoken.ServiceTokens;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.LongPredicate;
import java.util.function.ToIntFunction;

/**
 * Ends the suspension of credentials that a report of misuse has suspended. That needs a System Administrator who is
 * independent of the account: the person who signs in there may be the one who was reported, and may have given others their access.
 */
@ApplicationScoped
@Transactional
public class Suspensions {
    private final Actors actors;
    private final Administrators administrators;
    private final RecoveryCodes codes;
    private final ServiceTokens tokens;
    private final Authenticators authenticators;
    private final Influences influences;
    private final AuditLog audit;

    Suspensions(
            Actors actors,
            Administrators administrators,
            RecoveryCodes codes,
            ServiceTokens tokens,
            Authenticators authenticators,
            Influences influences,
            AuditLog audit) {
        this.actors = actors;
        this.administrators = administrators;
        this.codes = codes;
        this.tokens = tokens;
        this.authenticators = authenticators;
        this.influences = influences;
        this.audit = audit;
    }

    /** The outcome of a request to end a suspension. */
    public enum Outcome {
        /** The credentials can be used again. */
        LIFTED,
        /** There are no such suspended credentials. */
        NOT_SUSPENDED,
        /** The account was changed since the caller read it, as by another report. */
        STALE,
        /** They belong to the caller, or to an administrator who gave the caller access within the last 30 days. */
        NOT_INDEPENDENT
    }

    /** Returns whether the administrator is independent of the account, and so may end its suspensions. */
    public boolean mayLift(AdministratorId administrator, AdministratorId owner) {
        return influences.isIndependent(administrator, owner);
    }

    /** Returns the number of suspended recovery codes of the account. */
    public int countRecoveryCodes(AdministratorId owner) {
        return codes.countSuspended(owner);
    }

    /**
     * Ends the suspension of the account's recovery codes, of which only the newest set becomes valid.
     *
     * @param known whether the caller has read that version of the account, which each report of misuse changes
     */
    public Outcome liftRecoveryCodes(Caller caller, AdministratorId owner, LongPredicate known) {
        return lift(caller, owner, known, codes::lift, AuditEventType.RECOVERY_CODES_LIFTED);
    }

    /** Deletes the account's suspended recovery codes; returns whether there were any. */
    public boolean deleteRecoveryCodes(Caller caller, AdministratorId owner) {
        return delete(caller, owner, codes::deleteSuspended, AuditEventType.RECOVERY_CODES_DELETED);
    }

    /** Returns the number of suspended passkeys and authenticator apps of the account. */
    public int countAuthenticators(AdministratorId owner) {
        return (int) authenticators.list(owner).stream()
                .filter(Authenticator::suspended)
                .count();
    }

    /**
     * Ends the suspension of the account's passkeys and authenticator app.
     *
     * @param known whether the caller has read that version of the account, which each report of misuse changes
     */
    public Outcome liftAuthenticators(Caller caller, AdministratorId owner, LongPredicate known) {
        return lift(caller, owner, known, authenticators::lift, AuditEventType.AUTHENTICATORS_LIFTED);
    }

    /** Deletes the account's suspended passkeys and authenticator app; returns whether there were any. */
    public boolean deleteAuthenticators(Caller caller, AdministratorId owner) {
        return delete(caller, owner, authenticators::deleteSuspended, AuditEventType.AUTHENTICATORS_DELETED);
    }

    /** Ends the suspension of the realm's service token of that id. */
    public Outcome liftServiceToken(Caller caller, UUID id) {
        Actor actor = actors.confirm(caller, Permission.ADMINISTRATION);
        Optional<AdministratorId> creator = tokens.findCreator(actor.realm().id(), id);
        if (creator.isPresent() && !mayLift(actor.administrator().id(), creator.get())) {
            return Outcome.NOT_INDEPENDENT;
        }
        if (creator.isEmpty() || !tokens.lift(actor.realm().id(), id)) {
            return Outcome.NOT_SUSPENDED;
        }
        record(actor, AuditEventType.SERVICE_TOKEN_LIFTED, creator.get(), Map.of("token", id.toString()));
        return Outcome.LIFTED;
    }

    private Outcome lift(
            Caller caller,
            AdministratorId id,
            LongPredicate known,
            ToIntFunction<AdministratorId> lift,
            AuditEventType type) {
        Actor actor = actors.confirm(caller, Permission.ADMINISTRATION);
        Administrator owner = lock(actor, id);
        if (!mayLift(actor.administrator().id(), id)) {
            return Outcome.NOT_INDEPENDENT;
        }
        if (!known.test(owner.version())) {
            return Outcome.STALE;
        }
        return recordCount(actor, type, id, lift.applyAsInt(id)) ? Outcome.LIFTED : Outcome.NOT_SUSPENDED;
    }

    private boolean delete(
            Caller caller, AdministratorId owner, ToIntFunction<AdministratorId> delete, AuditEventType type) {
        Actor actor = actors.confirm(caller, Permission.ADMINISTRATION);
        lock(actor, owner);
        return recordCount(actor, type, owner, delete.applyAsInt(owner));
    }

    /** Records how many credentials have changed, and returns whether there were any. */
    private boolean recordCount(Actor actor, AuditEventType type, AdministratorId owner, int count) {
        if (count > 0) {
            record(actor, type, owner, Map.of("count", Integer.toString(count)));
        }
        return count > 0;
    }

    private Administrator lock(Actor actor, AdministratorId owner) {
        return administrators.findForUpdate(actor.realm().id(), owner).orElseThrow(Accounts::unknown);
    }

    private void record(Actor actor, AuditEventType type, AdministratorId owner, Map<String, String> details) {
        audit.record(actor.event(type, owner, details));
    }
}
