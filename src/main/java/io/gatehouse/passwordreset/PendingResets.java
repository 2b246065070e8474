package io.gatehouse.passwordreset;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.administrator.Administrators;
import io.gatehouse.administrator.ContactAddress;
import io.gatehouse.challenge.Challenge;
import io.gatehouse.delivery.message.CodePurpose;
import io.gatehouse.kernel.Requester;
import io.gatehouse.kernel.crypto.Randomness;
import io.gatehouse.kernel.redis.RedisFlowStore;
import io.gatehouse.link.LinkKind;
import io.gatehouse.link.Links;
import io.gatehouse.otp.FlowContext;
import io.gatehouse.realm.Realm;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.function.Function;

/** Takes up the way to a new password for its next step, with the account held unchanged until the step's transaction ends. */
@ApplicationScoped
class PendingResets {
    private final RedisFlowStore store;
    private final Administrators administrators;
    private final Links links;
    private final Randomness randomness;

    /** One step towards a new password: realm and account as they are now, the flow as it was left, and who asks. */
    record ResetStep(Realm realm, String id, PendingReset pending, Administrator person, Requester requester) {

        ResetStep with(PendingReset changed) {
            return new ResetStep(realm, id, changed, person, requester);
        }

        FlowContext context() {
            return new FlowContext(realm, person, requester);
        }

        /** Where its code goes: the proven number, whatever the realm's method; the mailbox only where there is none. */
        ContactAddress destination() {
            return person.phone().<ContactAddress>map(number -> number).orElse(person.email());
        }

        Challenge challenge() {
            return new Challenge(context(), id, CodePurpose.PASSWORD_RESET);
        }
    }

    PendingResets(RedisFlowStore store, Administrators administrators, Links links, Randomness randomness) {
        this.store = store;
        this.administrators = administrators;
        this.links = links;
        this.randomness = randomness;
    }

    /** The first step, which consumes the link; empty if the link is not good or the account disabled. */
    Optional<ResetStep> open(
            Realm realm,
            LinkKind kind,
            String token,
            Function<Administrator, PendingReset> beginning,
            Requester requester) {
        return links.consume(kind, realm.id(), token)
                .filter(person -> !person.disabled())
                .map(person -> new ResetStep(realm, randomness.secret(), beginning.apply(person), person, requester))
                .map(step -> {
                    store.add(step.id(), step.pending());
                    return step;
                });
    }

    /** The next step; empty if it is over, another realm's or kind's, or the account has changed. */
    Optional<ResetStep> resume(Realm realm, String id, boolean invited, Requester requester) {
        return store.find(id, PendingReset.class)
                .filter(pending -> pending.realm().equals(realm.id()) && pending.invited() == invited)
                .flatMap(pending -> administrators
                        .findForUpdate(realm.id(), pending.administrator())
                        .filter(person -> pending.stillHolds(realm, person))
                        .map(person -> new ResetStep(realm, id, pending, person, requester)));
    }

    /** Undoes the first step. */
    void abandon(ResetStep step, String token) {
        remove(step);
        links.release(token);
    }

    void replace(ResetStep step) {
        store.replace(step.id(), step.pending());
    }

    void remove(ResetStep step) {
        store.remove(step.id(), PendingReset.class);
    }
}
