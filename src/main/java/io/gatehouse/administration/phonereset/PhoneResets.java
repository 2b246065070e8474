package io.gatehouse.administration.phonereset;

import io.gatehouse.administration.accounts.Accounts;
import io.gatehouse.administration.phonereset.PhoneResetOutcome.Conflict;
import io.gatehouse.administrator.Administrator;
import io.gatehouse.administrator.AdministratorLists;
import io.gatehouse.administrator.Administrators;
import io.gatehouse.administrator.Role;
import io.gatehouse.audit.AuditEventType;
import io.gatehouse.caller.Actor;
import io.gatehouse.caller.Actors;
import io.gatehouse.caller.Caller;
import io.gatehouse.caller.Permission;
import io.gatehouse.kernel.Requester;
import io.gatehouse.kernel.id.AdministratorId;
import io.gatehouse.kernel.id.RealmId;
import io.gatehouse.realm.Realm;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/**
 * Removes lost phone numbers: with the approval of a second System Administrator, or where there is none, after a
 * period in which the administrator can object. No single administrator can remove another's factor at once.
 */
@ApplicationScoped
@Transactional
public class PhoneResets {
    private final Actors actors;
    private final Administrators administrators;
    private final AdministratorLists lists;
    private final PhoneResetEntity.Repository resets;
    private final PhoneResetDecisions decisions;

    PhoneResets(
            Actors actors,
            Administrators administrators,
            AdministratorLists lists,
            PhoneResetEntity.Repository resets,
            PhoneResetDecisions decisions) {
        this.actors = actors;
        this.administrators = administrators;
        this.lists = lists;
        this.resets = resets;
        this.decisions = decisions;
    }

    /** Requests a reset and notifies the administrator; returns the pending one, if there is one. */
    public PhoneResetOutcome request(Caller caller, AdministratorId id) {
        Actor actor = actors.confirm(caller, Permission.ADMINISTRATION);
        Realm realm = actor.realm();
        Administrator administrator =
                administrators.findForUpdate(realm.id(), id).orElseThrow(Accounts::unknown);
        if (administrator.phone().isEmpty()) {
            return new PhoneResetOutcome.Refused(Conflict.NO_NUMBER);
        }
        return new PhoneResetOutcome.Pending(resets.findOpen(id)
                .map(PhoneResetEntity::toPhoneReset)
                .orElseGet(() ->
                        decisions.open(actor, realm, administrator, hasOtherSystemAdministrator(realm, actor, id))));
    }

    /** Approves the reset, which is applied at once. */
    public PhoneResetOutcome approve(Caller caller, AdministratorId id, UUID request) {
        Actor actor = actors.confirm(caller, Permission.ADMINISTRATION);
        return open(actor, id, request, reset -> {
            boolean involved = actor.id()
                    .map(administrator -> reset.isRequestedBy(administrator) || administrator.equals(id))
                    .orElse(true);
            if (involved) {
                return new PhoneResetOutcome.Refused(Conflict.SELF_APPROVAL);
            }
            if (!reset.needsApproval) {
                return new PhoneResetOutcome.Refused(Conflict.NOT_OPEN);
            }
            decisions.record(actor.event(AuditEventType.PHONE_RESET_APPROVED, id, decisions.naming(reset)));
            decisions.apply(reset, actor.requester());
            return new PhoneResetOutcome.Decided();
        });
    }

    /** Cancels the reset, on behalf of a System Administrator or of the administrator concerned. */
    public PhoneResetOutcome cancel(Caller caller, AdministratorId id, UUID request) {
        boolean own = caller.administrator().equals(Optional.of(id));
        Actor actor = actors.confirm(caller, own ? Permission.OWN_ACCOUNT : Permission.ADMINISTRATION);
        return open(actor, id, request, reset -> {
            decisions.cancel(reset, actor.event(AuditEventType.PHONE_RESET_CANCELLED, id, decisions.naming(reset)));
            return new PhoneResetOutcome.Decided();
        });
    }

    /** Cancels the reset by the link that was mailed to the administrator; returns whether the link was valid. */
    public boolean cancel(Realm realm, String token, Requester requester) {
        return decisions.cancelByLink(realm, token, requester);
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

    private PhoneResetOutcome open(
            Actor actor, AdministratorId id, UUID request, Function<PhoneResetEntity, PhoneResetOutcome> next) {
        administrators.findForUpdate(actor.realm().id(), id).orElseThrow(Accounts::unknown);
        PhoneResetEntity reset = resets.findByIdOptional(request)
                .filter(found -> found.administrator().equals(id))
                .orElseThrow(Accounts::unknown);
        return reset.decidedAt == null ? next.apply(reset) : new PhoneResetOutcome.Refused(Conflict.NOT_OPEN);
    }

    private boolean hasOtherSystemAdministrator(Realm realm, Actor actor, AdministratorId subject) {
        return lists.findByRole(realm.id(), Role.SYSTEM_ADMINISTRATOR).stream()
                .filter(Administrator::canSignIn)
                .map(Administrator::id)
                .anyMatch(id -> !id.equals(subject) && !actor.id().equals(Optional.of(id)));
    }
}
