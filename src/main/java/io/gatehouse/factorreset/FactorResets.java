package io.gatehouse.factorreset;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.administrator.AdministratorLists;
import io.gatehouse.administrator.Administrators;
import io.gatehouse.authenticator.Authenticators;
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
import io.gatehouse.otp.FlowContext;
import io.gatehouse.realm.Realm;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Removes lost phone numbers and authenticators: with the approval of a second System Administrator, or where there is none, after a
 * period in which the administrator can object. No single administrator can remove another's factor at once.
 */
@ApplicationScoped
@Transactional
public class FactorResets {
    private final Actors actors;
    private final MailLimits limits;
    private final Administrators administrators;
    private final Authenticators authenticators;
    private final AdministratorLists lists;
    private final FactorResetEntity.Repository resets;
    private final FactorResetApprovers approvers;
    private final Links links;
    private final FactorResetDecisions decisions;

    FactorResets(
            Actors actors,
            MailLimits limits,
            Administrators administrators,
            Authenticators authenticators,
            AdministratorLists lists,
            FactorResetEntity.Repository resets,
            FactorResetApprovers approvers,
            Links links,
            FactorResetDecisions decisions) {
        this.actors = actors;
        this.limits = limits;
        this.administrators = administrators;
        this.authenticators = authenticators;
        this.lists = lists;
        this.resets = resets;
        this.approvers = approvers;
        this.links = links;
        this.decisions = decisions;
    }

    /**
     * A pending request to remove an administrator's phone number or authenticators.
     *
     * @param effectiveAt when it takes effect without approval; empty if another System Administrator must approve it
     * @param approvers who can approve it; none if it needs no approval
     * @param vetoed whether the holder of the number objected
     */
    public record FactorReset(UUID id, Optional<Instant> effectiveAt, List<Approver> approvers, boolean vetoed) {

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

    /** The reason why a request about a reset is refused. */
    public enum Conflict {
        /** The account has no authenticators, or neither a phone number nor a former one that gets codes after a report. */
        NOTHING_TO_RESET,
        /** The reset needs no approval, was applied, or was cancelled. */
        NOT_OPEN,
        /** The caller is the subject or the requester of the reset, or got access from one of them recently. */
        NOT_APPROVER
    }

    /** The outcome of a call to request, approve or cancel a reset. */
    public sealed interface Outcome {

        /** The reset is pending. */
        record Pending(FactorReset reset) implements Outcome {}

        /** The reset was applied or cancelled. */
        record Decided() implements Outcome {}

        /** The request was refused. */
        record Refused(Conflict conflict) implements Outcome {}

        /** Applies the function that matches the outcome. */
        default <T> T fold(Function<FactorReset, T> pending, Supplier<T> decided, Function<Conflict, T> refused) {
            if (this instanceof Pending open) {
                return pending.apply(open.reset());
            }
            return this instanceof Refused no ? refused.apply(no.conflict()) : decided.get();
        }
    }

    /** Requests a reset and notifies the administrator; returns the pending one, if there is one. */
    public Outcome request(Caller caller, AdministratorId id, Factor factor) {
        Actor actor = actors.confirm(caller, Permission.ADMINISTRATION);
        Administrator administrator = lock(actor, id);
        if (!has(administrator, factor)) {
            return new Outcome.Refused(Conflict.NOTHING_TO_RESET);
        }
        if (!approvers.mayRequest(factor, administrator, actor.administrator().id())) {
            return new Outcome.Refused(Conflict.NOT_APPROVER);
        }
        return new Outcome.Pending(resets.findOpen(id, factor)
                .or(() -> {
                    limits.count(actor, MailKind.PHONE_RESET_REQUESTED, administrator.email());
                    return Optional.of(decisions.open(actor, administrator, factor));
                })
                .map(this::view)
                .orElseThrow());
    }

    /**
     * Requests the reset of the own authenticators, for an administrator who has lost them and proved the account otherwise; returns the
     * pending one, if there is one. Called in the transaction of a flow's step, which has locked the administrator.
     */
    @Transactional(TxType.MANDATORY)
    public Outcome requestOwn(FlowContext context) {
        Administrator administrator = context.administrator();
        if (!has(administrator, Factor.AUTHENTICATORS)) {
            return new Outcome.Refused(Conflict.NOTHING_TO_RESET);
        }
        return new Outcome.Pending(view(resets.findOpen(administrator.id(), Factor.AUTHENTICATORS)
                .orElseGet(() -> decisions.openOwn(context))));
    }

    private boolean has(Administrator administrator, Factor factor) {
        return switch (factor) {
            case PHONE -> administrator.resetPhone().isPresent();
            case AUTHENTICATORS -> !authenticators.list(administrator.id()).isEmpty();
        };
    }

    /** Approves the reset, which is applied at once. Who can approve it is determined now, not when it was requested. */
    public Outcome approve(Caller caller, AdministratorId id, Factor factor, UUID request) {
        Actor actor = actors.confirm(caller, Permission.ADMINISTRATION);
        return open(actor, id, factor, request, reset -> {
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
    public Outcome cancel(Caller caller, AdministratorId id, Factor factor, UUID request) {
        boolean own = caller.administrator().equals(Optional.of(id));
        Actor actor = actors.confirm(caller, own ? Permission.OWN_ACCOUNT : Permission.ADMINISTRATION);
        return open(actor, id, factor, request, reset -> {
            if (!approvers.mayCancel(reset, actor.administrator().id())) {
                return new Outcome.Refused(Conflict.NOT_APPROVER);
            }
            decisions.cancel(reset, actor);
            return new Outcome.Decided();
        });
    }

    /** Returns what the reset is about that the mailed link cancels, or empty if the link is not valid. Does not consume it. */
    public Optional<Factor> find(Realm realm, String token) {
        return Stream.of(Factor.values())
                .filter(factor -> links.find(kind(factor), realm.id(), token).isPresent())
                .findFirst();
    }

    /** Cancels the reset by the link that was mailed to the administrator; returns what is kept, or empty if the link was not valid. */
    public Optional<Factor> cancel(Realm realm, String token, Requester requester) {
        return find(realm, token).filter(factor -> cancel(realm, factor, token, requester));
    }

    private boolean cancel(Realm realm, Factor factor, String token, Requester requester) {
        Optional<FactorResetEntity> found = links.consume(kind(factor), realm.id(), token)
                .filter(administrator -> factor != Factor.PHONE || !administrator.phoneDisputed())
                .flatMap(administrator -> resets.findOpen(administrator.id(), factor));
        found.ifPresent(reset -> decisions.cancel(reset, requester));
        return found.isPresent();
    }

    private static LinkKind kind(Factor factor) {
        return switch (factor) {
            case PHONE -> LinkKind.PHONE_RESET;
            case AUTHENTICATORS -> LinkKind.AUTHENTICATORS_RESET;
        };
    }

    /** Returns the pending reset of the phone number of the administrator that got the mail with that password reset. */
    public Optional<FactorReset> findPending(Realm realm, String passwordReset) {
        return links.find(LinkKind.PASSWORD_RESET, realm.id(), passwordReset)
                .flatMap(administrator -> findPending(administrator, Factor.PHONE));
    }

    /** Returns the pending reset of that factor of the administrator, or empty if there is none. */
    public Optional<FactorReset> findPending(AdministratorId administrator, Factor factor) {
        return resets.findOpen(administrator, factor).map(this::view);
    }

    /**
     * An administrator whose number or authenticators a pending reset is about to remove.
     *
     * @param name display name
     */
    public record Affected(AdministratorId administrator, String name, Factor factor, boolean needsApproval) {}

    /** Returns the administrators of the realm whose reset is pending. */
    public List<Affected> listPending(RealmId realm) {
        List<FactorResetEntity> open = resets.listOpen(realm);
        Set<AdministratorId> subjects =
                open.stream().map(FactorResetEntity::administrator).collect(Collectors.toSet());
        Map<AdministratorId, String> names = lists.find(realm, subjects).stream()
                .collect(Collectors.toMap(Administrator::id, Administrator::displayName));
        return open.stream()
                .filter(reset -> names.containsKey(reset.administrator()))
                .map(reset -> new Affected(
                        reset.administrator(), names.get(reset.administrator()), reset.factor, reset.needsApproval))
                .toList();
    }

    /** Ends the pending resets of the administrator without effect, as when everything is reset by command. */
    @Transactional(TxType.MANDATORY)
    public void endAll(AdministratorId administrator) {
        Stream.of(Factor.values())
                .flatMap(factor -> resets.findOpen(administrator, factor).stream())
                .forEach(decisions::end);
    }

    private FactorReset view(FactorResetEntity reset) {
        List<Approver> able = reset.needsApproval
                ? approvers.of(reset).stream()
                        .map(administrator -> new Approver(administrator.id(), administrator.displayName()))
                        .toList()
                : List.of();
        return new FactorReset(reset.id, reset.effectiveAt(), able, reset.vetoed);
    }

    private Outcome open(
            Actor actor, AdministratorId id, Factor factor, UUID request, Function<FactorResetEntity, Outcome> next) {
        lock(actor, id);
        FactorResetEntity reset = resets.findByIdOptional(request)
                .filter(found -> found.administrator().equals(id) && found.factor == factor)
                .orElseThrow(FactorResets::unknown);
        return reset.decidedAt == null ? next.apply(reset) : new Outcome.Refused(Conflict.NOT_OPEN);
    }

    private Administrator lock(Actor actor, AdministratorId id) {
        return administrators.findForUpdate(actor.realm().id(), id).orElseThrow(FactorResets::unknown);
    }

    private static NotFoundException unknown() {
        return new NotFoundException("There is no such administrator or request.");
    }
}
