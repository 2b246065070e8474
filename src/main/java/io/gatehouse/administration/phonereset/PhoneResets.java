package io.gatehouse.administration.phonereset;

import io.gatehouse.administration.accounts.Accounts;
import io.gatehouse.administrator.Administrator;
import io.gatehouse.administrator.AdministratorLists;
import io.gatehouse.administrator.Administrators;
import io.gatehouse.administrator.Role;
import io.gatehouse.caller.Actor;
import io.gatehouse.caller.Actors;
import io.gatehouse.caller.Caller;
import io.gatehouse.caller.MailLimits;
import io.gatehouse.caller.Permission;
import io.gatehouse.delivery.message.MailKind;
import io.gatehouse.kernel.Requester;
import io.gatehouse.kernel.id.AdministratorId;
import io.gatehouse.kernel.id.RealmId;
import io.gatehouse.link.LinkKind;
import io.gatehouse.link.Links;
import io.gatehouse.realm.Realm;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Removes lost phone numbers: with the approval of a second System Administrator, or where there is none, after a
 * period in which the administrator can object. No single administrator can remove another's factor at once.
 */
@ApplicationScoped
@Transactional
public class PhoneResets {
    private final Actors actors;
    private final MailLimits limits;
    private final Administrators administrators;
    private final AdministratorLists lists;
    private final PhoneResetEntity.Repository resets;
    private final Links links;
    private final PhoneResetDecisions decisions;

    PhoneResets(
            Actors actors,
            MailLimits limits,
            Administrators administrators,
            AdministratorLists lists,
            PhoneResetEntity.Repository resets,
            Links links,
            PhoneResetDecisions decisions) {
        this.actors = actors;
        this.limits = limits;
        this.administrators = administrators;
        this.lists = lists;
        this.resets = resets;
        this.links = links;
        this.decisions = decisions;
    }

    /**
     * A pending request to remove an administrator's phone number.
     *
     * @param effectiveAt when it takes effect without approval; empty if another System Administrator must approve it
     */
    public record PhoneReset(UUID id, Optional<Instant> effectiveAt) {

        /** Returns whether another System Administrator must approve it. */
        public boolean needsApproval() {
            return effectiveAt.isEmpty();
        }
    }

    /** The reason why a request about a phone reset is refused. */
    public enum Conflict {
        /** The account has no phone number. */
        NO_NUMBER,
        /** The reset needs no approval, was applied, or was cancelled. */
        NOT_OPEN,
        /** The caller requested the reset or is its subject, and so cannot approve it. */
        SELF_APPROVAL
    }

    /** The outcome of a call to request, approve or cancel a phone reset. */
    public sealed interface Outcome {

        /** The reset is pending. */
        record Pending(PhoneReset reset) implements Outcome {}

        /** The reset was applied or cancelled. */
        record Decided() implements Outcome {}

        /** The request was refused. */
        record Refused(Conflict conflict) implements Outcome {}

        /** Applies the function that matches the outcome. */
        default <T> T fold(Function<PhoneReset, T> pending, Supplier<T> decided, Function<Conflict, T> refused) {
            if (this instanceof Pending open) {
                return pending.apply(open.reset());
            }
            return this instanceof Refused no ? refused.apply(no.conflict()) : decided.get();
        }
    }

    /** Requests a reset and notifies the administrator; returns the pending one, if there is one. */
    public Outcome request(Caller caller, AdministratorId id) {
        Actor actor = actors.confirm(caller, Permission.ADMINISTRATION);
        Administrator administrator = lock(actor, id);
        if (administrator.phone().isEmpty()) {
            return new Outcome.Refused(Conflict.NO_NUMBER);
        }
        return new Outcome.Pending(resets.findOpen(id)
                .map(PhoneResetEntity::toPhoneReset)
                .orElseGet(() -> {
                    limits.count(actor, MailKind.PHONE_RESET_REQUESTED, administrator.email());
                    return decisions.open(actor, administrator, hasOtherSystemAdministrator(actor, id));
                }));
    }

    /** Approves the reset, which is applied at once. */
    public Outcome approve(Caller caller, AdministratorId id, UUID request) {
        Actor actor = actors.confirm(caller, Permission.ADMINISTRATION);
        return open(actor, id, request, reset -> {
            boolean involved = actor.id()
                    .map(administrator -> reset.isRequestedBy(administrator) || administrator.equals(id))
                    .orElse(true);
            if (involved) {
                return new Outcome.Refused(Conflict.SELF_APPROVAL);
            }
            if (!reset.needsApproval) {
                return new Outcome.Refused(Conflict.NOT_OPEN);
            }
            decisions.approve(reset, actor);
            return new Outcome.Decided();
        });
    }

    /** Cancels the reset, on behalf of a System Administrator or of the administrator concerned. */
    public Outcome cancel(Caller caller, AdministratorId id, UUID request) {
        boolean own = caller.administrator().equals(Optional.of(id));
        Actor actor = actors.confirm(caller, own ? Permission.OWN_ACCOUNT : Permission.ADMINISTRATION);
        return open(actor, id, request, reset -> {
            decisions.cancel(reset, actor);
            return new Outcome.Decided();
        });
    }

    /** Cancels the reset by the link that was mailed to the administrator; returns whether the link was valid. */
    public boolean cancel(Realm realm, String token, Requester requester) {
        Optional<PhoneResetEntity> found = links.consume(LinkKind.PHONE_RESET, realm.id(), token)
                .flatMap(administrator -> resets.findOpen(administrator.id()));
        found.ifPresent(reset -> decisions.cancel(reset, requester));
        return found.isPresent();
    }

    /** Returns the pending reset of that administrator's phone number, or empty if there is none. */
    public Optional<PhoneReset> findPending(AdministratorId administrator) {
        return resets.findOpen(administrator).map(PhoneResetEntity::toPhoneReset);
    }

    /**
     * An administrator whose reset needs the approval of another System Administrator.
     *
     * @param name display name
     */
    public record AwaitingApproval(AdministratorId administrator, String name) {}

    /** Returns the administrators of the realm whose reset needs an approval. */
    public List<AwaitingApproval> awaitingApproval(RealmId realm) {
        return lists
                .find(
                        realm,
                        resets.listAwaitingApproval(realm).stream()
                                .map(PhoneResetEntity::administrator)
                                .toList())
                .stream()
                .map(administrator -> new AwaitingApproval(administrator.id(), administrator.displayName()))
                .toList();
    }

    private Outcome open(Actor actor, AdministratorId id, UUID request, Function<PhoneResetEntity, Outcome> next) {
        lock(actor, id);
        PhoneResetEntity reset = resets.findByIdOptional(request)
                .filter(found -> found.administrator().equals(id))
                .orElseThrow(Accounts::unknown);
        return reset.decidedAt == null ? next.apply(reset) : new Outcome.Refused(Conflict.NOT_OPEN);
    }

    private Administrator lock(Actor actor, AdministratorId id) {
        return administrators.findForUpdate(actor.realm().id(), id).orElseThrow(Accounts::unknown);
    }

    private boolean hasOtherSystemAdministrator(Actor actor, AdministratorId subject) {
        return lists.findByRole(actor.realm().id(), Role.SYSTEM_ADMINISTRATOR).stream()
                .filter(Administrator::canSignIn)
                .map(Administrator::id)
                .anyMatch(id -> !id.equals(subject) && !actor.id().equals(Optional.of(id)));
    }
}
