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
 * Removes lost mobile numbers: with the approval of a second System Administrator, or if there is none, after a period in
 * which the person can object. No one administrator can remove another's factor alone and at once.
 */
@ApplicationScoped
@Transactional
public class PhoneResets {
    private final Actors actors;
    private final Administrators administrators;
    private final AdministratorLists lists;
    private final PhoneResetEntity.Repository resets;
    private final PhoneResetDecisions steps;

    PhoneResets(
            Actors actors,
            Administrators administrators,
            AdministratorLists lists,
            PhoneResetEntity.Repository resets,
            PhoneResetDecisions steps) {
        this.actors = actors;
        this.administrators = administrators;
        this.lists = lists;
        this.resets = resets;
        this.steps = steps;
    }

    /** Requests a reset and notifies the person; returns the one that is already waiting, if there is one. */
    public PhoneResetOutcome request(Caller caller, AdministratorId id) {
        Actor actor = actors.confirm(caller, Permission.ADMINISTRATION);
        Realm realm = actor.realm();
        Administrator person = administrators.findForUpdate(realm.id(), id).orElseThrow(Accounts::unknown);
        if (person.phone().isEmpty()) {
            return new PhoneResetOutcome.Refused(Conflict.NO_NUMBER);
        }
        return new PhoneResetOutcome.Waiting(resets.findOpen(id)
                .map(PhoneResetEntity::toPhoneReset)
                .orElseGet(() -> steps.open(actor, realm, person, hasAnother(realm, actor, id))));
    }

    /** Approves the reset, which takes effect at once. */
    public PhoneResetOutcome approve(Caller caller, AdministratorId id, UUID request) {
        Actor actor = actors.confirm(caller, Permission.ADMINISTRATION);
        return open(actor, id, request, reset -> {
            boolean involved = actor.id()
                    .map(person -> reset.isRequestedBy(person) || person.equals(id))
                    .orElse(true);
            if (involved) {
                return new PhoneResetOutcome.Refused(Conflict.NOT_ANOTHER);
            }
            if (!reset.needsApproval) {
                return new PhoneResetOutcome.Refused(Conflict.NOT_OPEN);
            }
            steps.record(actor.event(AuditEventType.PHONE_RESET_APPROVED, id, steps.naming(reset)));
            steps.apply(reset, actor.requester());
            return new PhoneResetOutcome.Decided();
        });
    }

    /** Cancels the reset; any System Administrator may, and so may the person. */
    public PhoneResetOutcome cancel(Caller caller, AdministratorId id, UUID request) {
        boolean own = caller.administrator().equals(Optional.of(id));
        Actor actor = actors.confirm(caller, own ? Permission.OWN_ACCOUNT : Permission.ADMINISTRATION);
        return open(actor, id, request, reset -> {
            steps.cancel(reset, actor.event(AuditEventType.PHONE_RESET_CANCELLED, id, steps.naming(reset)));
            return new PhoneResetOutcome.Decided();
        });
    }

    /** Cancels the reset by the link that was mailed to the person; returns whether the link was valid. */
    public boolean cancel(Realm realm, String token, Requester requester) {
        return steps.cancelByLink(realm, token, requester);
    }

    /** Returns the reset that waits for a decision about that person, if there is one. */
    public Optional<PhoneReset> waiting(AdministratorId person) {
        return resets.findOpen(person).map(PhoneResetEntity::toPhoneReset);
    }

    /**
     * A person whose reset waits for another System Administrator.
     *
     * @param name as colleagues know the person
     */
    public record Waiting(AdministratorId person, String name) {}

    /** Returns the people of the realm whose reset waits for an approval. */
    public List<Waiting> awaitingApproval(RealmId realm) {
        return lists
                .find(
                        realm,
                        resets.listAwaitingApproval(realm).stream()
                                .map(PhoneResetEntity::person)
                                .toList())
                .stream()
                .map(person -> new Waiting(person.id(), person.displayName()))
                .toList();
    }

    private PhoneResetOutcome open(
            Actor actor, AdministratorId id, UUID request, Function<PhoneResetEntity, PhoneResetOutcome> next) {
        administrators.findForUpdate(actor.realm().id(), id).orElseThrow(Accounts::unknown);
        PhoneResetEntity reset = resets.findByIdOptional(request)
                .filter(found -> found.person().equals(id))
                .orElseThrow(Accounts::unknown);
        return reset.decidedAt == null ? next.apply(reset) : new PhoneResetOutcome.Refused(Conflict.NOT_OPEN);
    }

    private boolean hasAnother(Realm realm, Actor actor, AdministratorId subject) {
        return lists.findByRole(realm.id(), Role.SYSTEM_ADMINISTRATOR).stream()
                .filter(Administrator::canSignIn)
                .map(Administrator::id)
                .anyMatch(id -> !id.equals(subject) && !actor.id().equals(Optional.of(id)));
    }
}
