package io.gatehouse.phonereset;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.administrator.AdministratorLists;
import io.gatehouse.administrator.Administrators;
import io.gatehouse.caller.Actor;
import io.gatehouse.caller.Actors;
import io.gatehouse.caller.Caller;
import io.gatehouse.caller.MailLimits;
import io.gatehouse.caller.Permission;
import io.gatehouse.delivery.message.MailKind;
import io.gatehouse.kernel.NotFoundException;
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
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

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
    private final PhoneResetApprovers approvers;
    private final Links links;
    private final PhoneResetDecisions decisions;

    PhoneResets(
            Actors actors,
            MailLimits limits,
            Administrators administrators,
            AdministratorLists lists,
            PhoneResetEntity.Repository resets,
            PhoneResetApprovers approvers,
            Links links,
            PhoneResetDecisions decisions) {
        this.actors = actors;
        this.limits = limits;
        this.administrators = administrators;
        this.lists = lists;
        this.resets = resets;
        this.approvers = approvers;
        this.links = links;
        this.decisions = decisions;
    }

    /**
     * A pending request to remove an administrator's phone number.
     *
     * @param effectiveAt when it takes effect without approval; empty if another System Administrator must approve it
     * @param approvers who can approve it; none if it needs no approval
     * @param vetoed whether the holder of the number objected
     */
    public record PhoneReset(UUID id, Optional<Instant> effectiveAt, List<Approver> approvers, boolean vetoed) {

        /** Returns whether another System Administrator must approve it. */
        public boolean needsApproval() {
            return effectiveAt.isEmpty();
        }

        /** Returns the names of those who can approve it, separated by commas. */
        public String approverNames() {
            return approvers.stream().map(Approver::name).collect(Collectors.joining(", "));
        }
    }

    /**
     * A System Administrator who can approve a reset.
     *
     * @param name display name
     */
    public record Approver(AdministratorId id, String name) {}

    /** The reason why a request about a phone reset is refused. */
    public enum Conflict {
        /** The account has neither a phone number nor a former one that gets codes after a report. */
        NO_NUMBER,
        /** The reset needs no approval, was applied, or was cancelled. */
        NOT_OPEN,
        /** The caller is the subject or the requester of the reset, or got access from one of them recently. */
        NOT_APPROVER
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
        if (administrator.resetPhone().isEmpty()) {
            return new Outcome.Refused(Conflict.NO_NUMBER);
        }
        if (!approvers.mayRequest(administrator, actor.administrator().id())) {
            return new Outcome.Refused(Conflict.NOT_APPROVER);
        }
        return new Outcome.Pending(resets.findOpen(id)
                .or(() -> {
                    limits.count(actor, MailKind.PHONE_RESET_REQUESTED, administrator.email());
                    return Optional.of(decisions.open(actor, administrator));
                })
                .map(this::view)
                .orElseThrow());
    }

    /** Approves the reset, which is applied at once. Who can approve it is determined now, not when it was requested. */
    public Outcome approve(Caller caller, AdministratorId id, UUID request) {
        Actor actor = actors.confirm(caller, Permission.ADMINISTRATION);
        return open(actor, id, request, reset -> {
            if (!reset.needsApproval) {
                return new Outcome.Refused(Conflict.NOT_OPEN);
            }
            if (approvers.of(reset).stream().noneMatch(able -> actor.id().equals(Optional.of(able.id())))) {
                return new Outcome.Refused(Conflict.NOT_APPROVER);
            }
            decisions.approve(reset, actor);
            return new Outcome.Decided();
        });
    }

    /**
     * Cancels the reset, on behalf of a System Administrator or of the administrator concerned; the latter, and accounts that got
     * access from them recently, cannot do so if the number is disputed.
     */
    public Outcome cancel(Caller caller, AdministratorId id, UUID request) {
        boolean own = caller.administrator().equals(Optional.of(id));
        Actor actor = actors.confirm(caller, own ? Permission.OWN_ACCOUNT : Permission.ADMINISTRATION);
        return open(actor, id, request, reset -> {
            if (!approvers.mayCancel(reset, actor.administrator().id())) {
                return new Outcome.Refused(Conflict.NOT_APPROVER);
            }
            decisions.cancel(reset, actor);
            return new Outcome.Decided();
        });
    }

    /** Cancels the reset by the link that was mailed to the administrator; returns whether the link was valid. */
    public boolean cancel(Realm realm, String token, Requester requester) {
        Optional<PhoneResetEntity> found = links.consume(LinkKind.PHONE_RESET, realm.id(), token)
                .filter(administrator -> !administrator.phoneDisputed())
                .flatMap(administrator -> resets.findOpen(administrator.id()));
        found.ifPresent(reset -> decisions.cancel(reset, requester));
        return found.isPresent();
    }

    /** Returns the pending reset of the phone number of the administrator to whom that password reset was mailed. */
    public Optional<PhoneReset> findPending(Realm realm, String passwordReset) {
        return links.find(LinkKind.PASSWORD_RESET, realm.id(), passwordReset).flatMap(this::findPending);
    }

    /** Returns the pending reset of that administrator's phone number, or empty if there is none. */
    public Optional<PhoneReset> findPending(AdministratorId administrator) {
        return resets.findOpen(administrator).map(this::view);
    }

    /**
     * An administrator whose number a pending reset is about to remove.
     *
     * @param name display name
     */
    public record Affected(AdministratorId administrator, String name, boolean needsApproval) {}

    /** Returns the administrators of the realm whose reset is pending. */
    public List<Affected> listPending(RealmId realm) {
        Map<AdministratorId, Boolean> open = resets.listOpen(realm).stream()
                .collect(Collectors.toMap(PhoneResetEntity::administrator, reset -> reset.needsApproval));
        return lists.find(realm, open.keySet()).stream()
                .map(administrator ->
                        new Affected(administrator.id(), administrator.displayName(), open.get(administrator.id())))
                .toList();
    }

    private PhoneReset view(PhoneResetEntity reset) {
        List<Approver> able = reset.needsApproval
                ? approvers.of(reset).stream()
                        .map(administrator -> new Approver(administrator.id(), administrator.displayName()))
                        .toList()
                : List.of();
        return new PhoneReset(reset.id, reset.effectiveAt(), able, reset.vetoed);
    }

    private Outcome open(Actor actor, AdministratorId id, UUID request, Function<PhoneResetEntity, Outcome> next) {
        lock(actor, id);
        PhoneResetEntity reset = resets.findByIdOptional(request)
                .filter(found -> found.administrator().equals(id))
                .orElseThrow(PhoneResets::unknown);
        return reset.decidedAt == null ? next.apply(reset) : new Outcome.Refused(Conflict.NOT_OPEN);
    }

    private Administrator lock(Actor actor, AdministratorId id) {
        return administrators.findForUpdate(actor.realm().id(), id).orElseThrow(PhoneResets::unknown);
    }

    private static NotFoundException unknown() {
        return new NotFoundException("There is no such administrator or request.");
    }
}
