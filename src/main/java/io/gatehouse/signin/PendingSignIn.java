package io.gatehouse.signin;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.administrator.MobileNumber;
import io.gatehouse.delivery.message.CodePurpose;
import io.gatehouse.kernel.id.AdministratorId;
import io.gatehouse.kernel.id.RealmId;
import io.gatehouse.realm.Channel;
import io.gatehouse.realm.FactorStrength;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.RealmSettings;
import io.gatehouse.realm.RealmSettings.MfaMethod;
import io.gatehouse.session.Session;
import io.gatehouse.session.Session.SessionId;
import io.gatehouse.session.Session.SessionKind;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.Optional;

/**
 * A sign-in between its two factors, or a step-up of a session.
 *
 * @param stepUpOf the session that steps up; empty for a sign-in
 * @param withoutPassword whether a passkey replaced the password, so that only another passkey is as strong
 * @param method the realm's method at the start; a change of policy ends the sign-in
 * @param minimum the role's minimum at the start, alike
 * @param credential digest of the account's credentials at the start; a change of them ends the sign-in
 * @param mailbox the code by which the mailbox was proven before a number is enrolled; empty if there was none
 * @param candidate the number entered at enrolment, not proven yet
 * @param newest the newest code
 * @param weaker the verified factor after which the authenticator is enrolled that the policy requires; empty before
 * @param resetRequested whether the sign-in has requested the reset of the authenticators, which is its end
 * @param usedUp whether its attempts are used up
 */
@RegisterForReflection(registerFullHierarchy = true)
record PendingSignIn(
        RealmId realm,
        AdministratorId administrator,
        Optional<SessionId> stepUpOf,
        SessionKind kind,
        boolean withoutPassword,
        MfaMethod method,
        FactorStrength minimum,
        String credential,
        Instant authenticatedAt,
        Optional<MailboxProof> mailbox,
        Optional<MobileNumber> candidate,
        Optional<NewestCode> newest,
        Optional<WeakerFactor> weaker,
        boolean resetRequested,
        boolean usedUp) {

    /**
     * The verified code that was sent to the mailbox.
     *
     * @param trustRequested whether the browser is to be trusted, if the sign-in completes without another code
     */
    record MailboxProof(Instant at, boolean trustRequested) {}

    /** What the newest code was sent by and for. */
    record NewestCode(Channel channel, CodePurpose purpose) {}

    /**
     * A verified factor that is weaker than the policy requires.
     *
     * @param trustRequested whether the browser is to be trusted once the sign-in completes
     * @param enrolled whether a number was enrolled by it
     */
    record WeakerFactor(boolean trustRequested, boolean enrolled) {}

    static PendingSignIn of(Realm realm, Administrator administrator, SessionKind kind, Instant now) {
        return of(realm, administrator, Optional.empty(), kind, false, now);
    }

    static PendingSignIn withoutPassword(Realm realm, Administrator administrator, SessionKind kind, Instant now) {
        return of(realm, administrator, Optional.empty(), kind, true, now);
    }

    static PendingSignIn stepUp(Session session, Realm realm, Administrator administrator) {
        return of(
                realm,
                administrator,
                Optional.of(session.id()),
                session.kind(),
                session.withoutPassword(),
                session.authenticatedAt());
    }

    private static PendingSignIn of(
            Realm realm,
            Administrator administrator,
            Optional<SessionId> stepUpOf,
            SessionKind kind,
            boolean withoutPassword,
            Instant authenticatedAt) {
        RealmSettings.Mfa mfa = realm.settings().mfa();
        return new PendingSignIn(
                realm.id(),
                administrator.id(),
                stepUpOf,
                kind,
                withoutPassword,
                mfa.method(),
                mfa.minimumOf(administrator.role()),
                administrator.credential(),
                authenticatedAt,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false,
                false);
    }

    /** Returns the same sign-in with the mailbox proven, whose code is used up. */
    PendingSignIn withMailbox(MailboxProof proof) {
        return with(Optional.of(proof), candidate, Optional.empty(), weaker, resetRequested, usedUp);
    }

    PendingSignIn withCandidate(MobileNumber number) {
        return with(mailbox, Optional.of(number), newest, weaker, resetRequested, usedUp);
    }

    PendingSignIn withoutCandidate() {
        return with(mailbox, Optional.empty(), Optional.empty(), weaker, resetRequested, usedUp);
    }

    PendingSignIn withNewest(NewestCode code) {
        return with(mailbox, candidate, Optional.of(code), weaker, resetRequested, usedUp);
    }

    /** Returns the same sign-in with a weaker factor verified, whose code is used up. */
    PendingSignIn withWeaker(WeakerFactor factor) {
        return with(mailbox, candidate, Optional.empty(), Optional.of(factor), resetRequested, usedUp);
    }

    /** Returns the same sign-in with the reset of the authenticators requested. */
    PendingSignIn withResetRequested() {
        return with(mailbox, candidate, Optional.empty(), weaker, true, usedUp);
    }

    /** Returns the same sign-in without attempts left, so that no code is compared any more. */
    PendingSignIn asUsedUp() {
        return with(mailbox, candidate, newest, weaker, resetRequested, true);
    }

    private PendingSignIn with(
            Optional<MailboxProof> newMailbox,
            Optional<MobileNumber> newCandidate,
            Optional<NewestCode> newNewest,
            Optional<WeakerFactor> newWeaker,
            boolean newResetRequested,
            boolean newUsedUp) {
        return new PendingSignIn(
                realm,
                administrator,
                stepUpOf,
                kind,
                withoutPassword,
                method,
                minimum,
                credential,
                authenticatedAt,
                newMailbox,
                newCandidate,
                newNewest,
                newWeaker,
                newResetRequested,
                newUsedUp);
    }

    /** Returns whether account and policy are unchanged since the password was verified. */
    boolean isUnchanged(Realm currentRealm, Administrator current) {
        var mfa = currentRealm.settings().mfa();
        return mfa.enabled()
                && mfa.method() == method
                && mfa.minimumOf(current.role()) == minimum
                && current.canSignIn()
                && credential.equals(current.credential());
    }
}
