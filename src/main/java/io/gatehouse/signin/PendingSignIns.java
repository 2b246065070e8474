package io.gatehouse.signin;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.administrator.Administrators;
import io.gatehouse.challenge.Challenge;
import io.gatehouse.kernel.Refusal.Reason;
import io.gatehouse.kernel.Requester;
import io.gatehouse.kernel.crypto.Randomness;
import io.gatehouse.kernel.id.SessionId;
import io.gatehouse.kernel.redis.RedisFlowStore;
import io.gatehouse.otp.FlowContext;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.Realms;
import io.gatehouse.session.Session;
import io.gatehouse.session.SessionKind;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Function;

/** Takes up a sign-in for its next step, with realm and account held unchanged until the step's transaction ends. */
@ApplicationScoped
class PendingSignIns {
    private final RedisFlowStore store;
    private final Realms realms;
    private final Administrators administrators;
    private final Randomness randomness;
    private final Clock clock;

    /** One step of a sign-in: realm and account as they are now and locked, the flow as the last step left it, and who asks. */
    record SignInStep(Realm realm, String id, PendingSignIn pending, Administrator person, Requester requester) {

        SignInStep with(PendingSignIn changed) {
            return new SignInStep(realm, id, changed, person, requester);
        }

        SignInStep of(Administrator changed) {
            return new SignInStep(realm, id, pending, changed, requester);
        }

        FlowContext context() {
            return new FlowContext(realm, person, requester);
        }

        Challenge challenge() {
            return new Challenge(context(), id, pending.purpose());
        }
    }

    PendingSignIns(
            RedisFlowStore store, Realms realms, Administrators administrators, Randomness randomness, Clock clock) {
        this.store = store;
        this.realms = realms;
        this.administrators = administrators;
        this.randomness = randomness;
        this.clock = clock;
    }

    /** The first step after the password; empty if the account has changed since it was matched. Not yet stored. */
    Optional<SignInStep> begin(Realm realm, Administrator accepted, SessionKind kind, Requester requester) {
        return realms.findForShare(realm.id())
                .flatMap(now -> administrators
                        .findForUpdate(now.id(), accepted.id())
                        .filter(Administrator::canSignIn)
                        .filter(person -> person.passwordHash().equals(accepted.passwordHash()))
                        .map(person -> new SignInStep(
                                now,
                                randomness.secret(),
                                PendingSignIn.of(now, person, kind, clock.instant()),
                                person,
                                requester)));
    }

    /** The first step of a session towards a fresh proof; empty if its person may not sign in any more. Not yet stored. */
    Optional<SignInStep> begin(Realm realm, Session session, Requester requester) {
        return realms.findForShare(realm.id())
                .flatMap(now -> administrators
                        .findForUpdate(now.id(), session.administrator())
                        .filter(Administrator::canSignIn)
                        .map(person -> new SignInStep(
                                now,
                                randomness.secret(),
                                PendingSignIn.raising(session, now, person),
                                person,
                                requester)));
    }

    /**
     * Takes the next step, unless the sign-in is over, another realm's or session's, or account or policy have changed.
     *
     * @param raised the session that steps up; empty for a sign-in
     */
    SignInOutcome resume(
            Realm realm,
            String id,
            Optional<SessionId> raised,
            Requester requester,
            Function<SignInStep, SignInOutcome> next) {
        Optional<PendingSignIn> found = store.find(id, PendingSignIn.class)
                .filter(pending -> pending.realm().equals(realm.id()))
                .filter(pending -> pending.raised().equals(raised));
        if (found.filter(PendingSignIn::spent).isPresent()) {
            return new SignInOutcome.Refused(Reason.CODE_USED_UP);
        }
        return found.flatMap(pending -> realms.findForShare(realm.id())
                        .flatMap(now -> administrators
                                .findForUpdate(now.id(), pending.administrator())
                                .filter(person -> pending.stillHolds(now, person))
                                .map(person -> new SignInStep(now, id, pending, person, requester))))
                .map(next)
                .orElseGet(() -> new SignInOutcome.Refused(Reason.FLOW_EXPIRED));
    }

    /** Keeps a sign-in that has just begun. */
    void add(SignInStep step) {
        store.add(step.id(), step.pending());
    }

    /** Keeps what a step has changed. */
    void replace(SignInStep step) {
        store.replace(step.id(), step.pending());
    }

    /** Ends the sign-in. */
    void remove(SignInStep step) {
        store.remove(step.id(), PendingSignIn.class);
    }

    /** Ends the realm's sign-in of that id, whatever became of its account. */
    void cancel(Realm realm, String id) {
        if (store.find(id, PendingSignIn.class)
                .filter(pending -> pending.realm().equals(realm.id()))
                .isPresent()) {
            store.remove(id, PendingSignIn.class);
        }
    }
}
