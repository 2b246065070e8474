package io.gatehouse.administration;

import io.gatehouse.admin.Administrator;
import io.gatehouse.admin.AdministratorLists;
import io.gatehouse.admin.Administrators;
import io.gatehouse.admin.Role;
import io.gatehouse.administration.PhoneResetOutcome.Conflict;
import io.gatehouse.audit.AuditEventType;
import io.gatehouse.platform.AdministratorId;
import io.gatehouse.platform.RealmId;
import io.gatehouse.platform.Requester;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.Realms;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/**
 * Takes a lost mobile number away: with the approval of a second System Administrator, or where there is none, after a
 * time in which its person can object. Nobody loses a factor on one person's word.
 */
@ApplicationScoped
@Transactional
public class PhoneResets {
    private final Realms realms;
    private final Administrators administrators;
    private final AdministratorLists lists;
    private final PhoneResetEntity.Repository resets;
    private final PhoneResetSteps steps;

    PhoneResets(
            Realms realms,
            Administrators administrators,
            AdministratorLists lists,
            PhoneResetEntity.Repository resets,
            PhoneResetSteps steps) {
        this.realms = realms;
        this.administrators = administrators;
        this.lists = lists;
        this.resets = resets;
        this.steps = steps;
    }

    /** Asks for it, and tells the person; one that waits already goes on waiting. */
    public PhoneResetOutcome request(Actor actor, AdministratorId id) {
        Realm realm = realms.getForUpdate(actor.realm());
        Administrator person = administrators.findForUpdate(realm.id(), id).orElseThrow(Accounts::unknown);
        if (person.phone().isEmpty()) {
            return new PhoneResetOutcome.Refused(Conflict.NO_NUMBER);
        }
        return new PhoneResetOutcome.Waiting(resets.open(id)
                .map(PhoneResetEntity::toPhoneReset)
                .orElseGet(() -> steps.open(actor, realm, person, hasAnother(realm, actor, id))));
    }

    /** Agrees to it; it takes effect at once. */
    public PhoneResetOutcome approve(Actor actor, AdministratorId id, UUID request) {
        return open(actor, id, request, reset -> {
            boolean involved = actor.person()
                    .map(person -> person.equals(reset.requestedBy()) || person.equals(id))
                    .orElse(true);
            if (involved) {
                return new PhoneResetOutcome.Refused(Conflict.NOT_ANOTHER);
            }
            if (!reset.needsApproval()) {
                return new PhoneResetOutcome.Refused(Conflict.NOT_OPEN);
            }
            steps.record(actor.event(AuditEventType.PHONE_RESET_APPROVED, id, steps.naming(reset)));
            steps.apply(reset, actor.requester());
            return new PhoneResetOutcome.Decided();
        });
    }

    /** Calls it off: any System Administrator may, and the person it is about. */
    public PhoneResetOutcome cancel(Actor actor, AdministratorId id, UUID request) {
        return open(actor, id, request, reset -> {
            steps.cancel(reset, actor.event(AuditEventType.PHONE_RESET_CANCELLED, id, steps.naming(reset)));
            return new PhoneResetOutcome.Decided();
        });
    }

    /** Calls it off by the link that was mailed to its person; whether the link was good. */
    public boolean cancel(Realm realm, String token, Requester requester) {
        return steps.cancelByLink(realm, token, requester);
    }

    /** The one that waits for a decision about that person. */
    public Optional<PhoneReset> waiting(AdministratorId person) {
        return resets.open(person).map(PhoneResetEntity::toPhoneReset);
    }

    /**
     * Somebody whose number's reset waits for another System Administrator.
     *
     * @param name as colleagues know the person
     */
    public record Waiting(AdministratorId person, String name) {}

    /** Those of the realm that wait for an approval. */
    public List<Waiting> awaitingApproval(RealmId realm) {
        return lists
                .find(
                        realm,
                        resets.awaitingApproval(realm).stream()
                                .map(PhoneResetEntity::person)
                                .toList())
                .stream()
                .map(person -> new Waiting(person.id(), person.displayName()))
                .toList();
    }

    private PhoneResetOutcome open(
            Actor actor, AdministratorId id, UUID request, Function<PhoneResetEntity, PhoneResetOutcome> next) {
        Realm realm = realms.getForUpdate(actor.realm());
        administrators.findForUpdate(realm.id(), id).orElseThrow(Accounts::unknown);
        PhoneResetEntity reset =
                resets.find(request).filter(found -> found.person().equals(id)).orElseThrow(Accounts::unknown);
        return reset.decidedAt().isEmpty() ? next.apply(reset) : new PhoneResetOutcome.Refused(Conflict.NOT_OPEN);
    }

    private boolean hasAnother(Realm realm, Actor actor, AdministratorId subject) {
        return lists.inRole(realm.id(), Role.SYSTEM_ADMINISTRATOR).stream()
                .filter(Administrator::canSignIn)
                .map(Administrator::id)
                .anyMatch(id -> !id.equals(subject) && !actor.person().equals(Optional.of(id)));
    }
}
