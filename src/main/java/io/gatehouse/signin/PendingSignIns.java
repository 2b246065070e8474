package io.gatehouse.signin;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.administrator.Administrators;
import io.gatehouse.administrator.ContactAddress;
import io.gatehouse.administrator.MobileNumber;
import io.gatehouse.challenge.Challenge;
import io.gatehouse.delivery.message.CodePurpose;
import io.gatehouse.kernel.Refusal.Reason;
import io.gatehouse.kernel.Requester;
import io.gatehouse.kernel.crypto.Randomness;
import io.gatehouse.kernel.id.AdministratorId;
import io.gatehouse.kernel.id.RealmId;
import io.gatehouse.kernel.redis.RedisFlowStore;
import io.gatehouse.otp.FlowContext;
import io.gatehouse.realm.Channel;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.RealmSettings.MfaMethod;
import io.gatehouse.realm.Realms;
import io.gatehouse.session.Session;
import io.gatehouse.session.Session.SessionId;
import io.gatehouse.session.Session.SessionKind;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Stores pending sign-ins, and locks realm and account for each step until its transaction ends. */
@ApplicationScoped
class PendingSignIns {
    private final RedisFlowStore store;
    private final Realms realms;
    private final Administrators administrators;
    private final Randomness randomness;
    private final Clock clock;

    /** One step of a sign-in: the current realm and account, both locked, the flow as last stored, and the requester. */
    record SignInStep(Realm realm, String id, PendingSignIn pending, Administrator administrator, Requester requester) {

        SignInStep with(PendingSignIn changed) {
            return new SignInStep(realm, id, changed, administrator, requester);
        }

        SignInStep withAdministrator(Administrator changed) {
            return new SignInStep(realm, id, pending, changed, requester);
        }

        FlowContext context() {
            return new FlowContext(realm, administrator, requester);
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

    /** Returns the first step after the password, not yet stored, or empty if the account has changed since it was verified. */
    Optional<SignInStep> begin(Realm realm, Administrator accepted, SessionKind kind, Requester requester) {
        return realms.findForShare(realm.id())
                .flatMap(current -> administrators
                        .findForUpdate(current.id(), accepted.id())
                        .filter(Administrator::canSignIn)
                        .filter(administrator -> administrator.passwordHash().equals(accepted.passwordHash()))
                        .map(administrator -> new SignInStep(
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
                        .map(administrator -> new SignInStep(
                                current,
                                randomness.secret(),
                                PendingSignIn.stepUp(session, current, administrator),
                                administrator,
                                requester)));
    }

    /**
     * Runs the next step; refuses if the sign-in has ended, belongs to another realm or session, or account or policy have changed.
     *
     * @param stepUpOf the session that steps up; empty for a sign-in
     */
    SignInOutcome resume(
            Realm realm,
            String id,
            Optional<SessionId> stepUpOf,
            Requester requester,
            Function<SignInStep, SignInOutcome> next) {
        Optional<PendingSignIn> found = store.resume(id, PendingSignIn.class)
                .filter(pending -> pending.realm().equals(realm.id()))
                .filter(pending -> pending.stepUpOf().equals(stepUpOf));
        if (found.filter(PendingSignIn::usedUp).isPresent()) {
            return new SignInOutcome.Refused(Reason.CODE_USED_UP);
        }
        return found.flatMap(pending -> realms.findForShare(realm.id())
                        .flatMap(current -> administrators
                                .findForUpdate(current.id(), pending.administrator())
                                .filter(administrator -> pending.isUnchanged(current, administrator))
                                .map(administrator -> new SignInStep(current, id, pending, administrator, requester))))
                .map(next)
                .orElseGet(() -> new SignInOutcome.Refused(Reason.FLOW_EXPIRED));
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
        if (store.find(id, PendingSignIn.class)
                .filter(pending -> pending.realm().equals(realm.id()))
                .isPresent()) {
            store.remove(id, PendingSignIn.class);
        }
    }

    /**
     * A sign-in between its two factors, or a step-up of a session.
     *
     * @param stepUpOf the session that steps up; empty for a sign-in
     * @param method the realm's method at the start; a change of policy ends the sign-in
     * @param credential digest of the account's credentials at the start; a change of them ends the sign-in
     * @param candidate the number entered at enrolment, not proven yet
     * @param sentBy the channel of the newest code
     * @param usedUp whether its attempts are used up
     */
    @RegisterForReflection(registerFullHierarchy = true)
    record PendingSignIn(
            RealmId realm,
            AdministratorId administrator,
            Optional<SessionId> stepUpOf,
            SessionKind kind,
            MfaMethod method,
            String credential,
            Instant authenticatedAt,
            Optional<MobileNumber> candidate,
            Optional<Channel> sentBy,
            boolean usedUp) {

        static PendingSignIn of(Realm realm, Administrator administrator, SessionKind kind, Instant now) {
            return of(realm, administrator, Optional.empty(), kind, now);
        }

        static PendingSignIn stepUp(Session session, Realm realm, Administrator administrator) {
            return of(realm, administrator, Optional.of(session.id()), session.kind(), session.authenticatedAt());
        }

        private static PendingSignIn of(
                Realm realm,
                Administrator administrator,
                Optional<SessionId> stepUpOf,
                SessionKind kind,
                Instant authenticatedAt) {
            return new PendingSignIn(
                    realm.id(),
                    administrator.id(),
                    stepUpOf,
                    kind,
                    realm.settings().mfa().method(),
                    administrator.credential(),
                    authenticatedAt,
                    Optional.empty(),
                    Optional.empty(),
                    false);
        }

        PendingSignIn withCandidate(MobileNumber number) {
            return with(Optional.of(number), sentBy, usedUp);
        }

        PendingSignIn withoutCandidate() {
            return with(Optional.empty(), Optional.empty(), usedUp);
        }

        PendingSignIn withSentBy(Channel channel) {
            return with(candidate, Optional.of(channel), usedUp);
        }

        /** Returns the same sign-in without attempts left, so that no code is compared any more. */
        PendingSignIn asUsedUp() {
            return with(candidate, sentBy, true);
        }

        private PendingSignIn with(
                Optional<MobileNumber> newCandidate, Optional<Channel> newSentBy, boolean newUsedUp) {
            return new PendingSignIn(
                    realm,
                    administrator,
                    stepUpOf,
                    kind,
                    method,
                    credential,
                    authenticatedAt,
                    newCandidate,
                    newSentBy,
                    newUsedUp);
        }

        CodePurpose purpose() {
            return stepUpOf.isPresent() ? CodePurpose.STEP_UP : CodePurpose.SIGN_IN;
        }

        /** Returns whether account and policy are unchanged since the password was verified. */
        boolean isUnchanged(Realm currentRealm, Administrator current) {
            var mfa = currentRealm.settings().mfa();
            return mfa.enabled()
                    && mfa.method() == method
                    && current.canSignIn()
                    && credential.equals(current.credential());
        }

        /** Returns whether a number may be entered: at a sign-in, if none is proven and the method allows text messages. */
        boolean phoneOpen(Administrator current) {
            return stepUpOf.isEmpty()
                    && method.allows(Channel.SMS)
                    && current.phone().isEmpty();
        }

        /** Returns the addresses that the method allows: the proven number or else the one entered, and the mailbox. */
        List<ContactAddress> destinations(Administrator current) {
            List<ContactAddress> destinations = new ArrayList<>();
            if (method.allows(Channel.SMS)) {
                current.phone().or(() -> candidate).ifPresent(destinations::add);
            }
            if (method.allows(Channel.EMAIL)) {
                destinations.add(current.email());
            }
            return destinations;
        }

        /** Returns the address of that channel, or empty if there is none or the method does not allow it. */
        Optional<ContactAddress> destination(Administrator current, Channel channel) {
            return destinations(current).stream()
                    .filter(address -> address.channel() == channel)
                    .findFirst();
        }
    }
}
