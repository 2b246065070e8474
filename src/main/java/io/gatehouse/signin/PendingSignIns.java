package io.gatehouse.signin;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.administrator.Administrators;
import io.gatehouse.authenticator.Authenticator;
import io.gatehouse.authenticator.Authenticators;
import io.gatehouse.kernel.Refusal;
import io.gatehouse.kernel.Refusal.Reason;
import io.gatehouse.kernel.Requester;
import io.gatehouse.kernel.crypto.Randomness;
import io.gatehouse.kernel.id.AdministratorId;
import io.gatehouse.kernel.redis.RedisFlowStore;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.Realms;
import io.gatehouse.session.Session;
import io.gatehouse.session.Session.SessionId;
import io.gatehouse.session.Session.SessionKind;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Stores pending sign-ins, and locks realm and account for each step until its transaction ends. */
@ApplicationScoped
class PendingSignIns {
    private final RedisFlowStore store;
    private final Realms realms;
    private final Administrators administrators;
    private final Authenticators authenticators;
    private final Randomness randomness;
    private final Clock clock;

    PendingSignIns(
            RedisFlowStore store,
            Realms realms,
            Administrators administrators,
            Authenticators authenticators,
            Randomness randomness,
            Clock clock) {
        this.store = store;
        this.realms = realms;
        this.administrators = administrators;
        this.authenticators = authenticators;
        this.randomness = randomness;
        this.clock = clock;
    }

    /** Returns the first step after the password, not yet stored, or empty if the account has changed since it was verified. */
    Optional<SignInStep> begin(Realm realm, Administrator accepted, SessionKind kind, Requester requester) {
        return realms.findForShare(realm.id())
                .flatMap(current -> administrators
                        .findForUpdate(current.id(), accepted.id())
                        .filter(Administrator::canSignIn)
                        .filter(administrator -> administrator.passwordHash().equals(accepted.passwordHash()))
                        .map(administrator -> step(
                                current,
                                randomness.secret(),
                                PendingSignIn.of(current, administrator, kind, clock.instant()),
                                administrator,
                                requester)));
    }

    /** Returns the first step of a step-up, not yet stored, or empty if the administrator may no longer sign in. */
    Optional<SignInStep> begin(Realm realm, Session session, Requester requester) {
        return realms.findForShare(realm.id())
                .flatMap(current -> administrators
                        .findForUpdate(current.id(), session.administrator())
                        .filter(Administrator::canSignIn)
                        .map(administrator -> step(
                                current,
                                randomness.secret(),
                                PendingSignIn.stepUp(session, current, administrator),
                                administrator,
                                requester)));
    }

    private SignInStep step(
            Realm realm, String id, PendingSignIn pending, Administrator administrator, Requester requester) {
        List<Authenticator> allowed = authenticators.listAllowed(realm, administrator.id());
        return new SignInStep(realm, id, pending, administrator, allowed, requester, clock.instant());
    }

    /**
     * Runs the next step; refuses if the sign-in has ended, belongs to another realm or session, or account or policy have changed.
     *
     * @param stepUpOf the session that steps up; empty for a sign-in
     */
    <T> T resume(
            Realm realm,
            String id,
            Optional<SessionId> stepUpOf,
            Requester requester,
            Function<SignInStep, T> next,
            Function<Refusal, T> refused) {
        Optional<PendingSignIn> found = store.resume(id, PendingSignIn.class)
                .filter(pending -> pending.realm().equals(realm.id()))
                .filter(pending -> pending.stepUpOf().equals(stepUpOf));
        if (found.filter(PendingSignIn::usedUp).isPresent()) {
            return refused.apply(Refusal.of(Reason.CODE_USED_UP));
        }
        return found.flatMap(pending -> lock(realm, id, pending.administrator(), requester))
                .map(next)
                .orElseGet(() -> refused.apply(Refusal.of(Reason.FLOW_EXPIRED)));
    }

    /** Locks realm and account, and reads the flow again, which a parallel step may have changed. */
    private Optional<SignInStep> lock(Realm realm, String id, AdministratorId account, Requester requester) {
        return realms.findForShare(realm.id())
                .flatMap(current -> administrators
                        .findForUpdate(current.id(), account)
                        .flatMap(administrator -> find(current, id)
                                .filter(pending -> pending.isUnchanged(current, administrator))
                                .map(pending -> step(current, id, pending, administrator, requester))));
    }

    private Optional<PendingSignIn> find(Realm realm, String id) {
        return store.find(id, PendingSignIn.class)
                .filter(pending -> pending.realm().equals(realm.id()));
    }

    /** Stores a new sign-in. */
    void add(SignInStep step) {
        store.add(step.id(), step.pending());
    }

    /** Stores the changes of a step. */
    void replace(SignInStep step) {
        store.replace(step.id(), step.pending());
    }

    /** Removes the sign-in, which ends it. */
    void remove(SignInStep step) {
        store.remove(step.id(), PendingSignIn.class);
    }

    /** Removes the realm's sign-in of that id, whatever the state of its account. */
    void cancel(Realm realm, String id) {
        if (find(realm, id).isPresent()) {
            store.remove(id, PendingSignIn.class);
        }
    }
}
