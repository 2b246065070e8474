package io.gatehouse.signin;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.administrator.ContactAddress;
import io.gatehouse.administrator.MobileNumber;
import io.gatehouse.delivery.message.CodePurpose;
import io.gatehouse.kernel.id.AdministratorId;
import io.gatehouse.kernel.id.RealmId;
import io.gatehouse.kernel.id.SessionId;
import io.gatehouse.realm.Channel;
import io.gatehouse.realm.MfaMethod;
import io.gatehouse.realm.Realm;
import io.gatehouse.session.Session;
import io.gatehouse.session.SessionKind;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A sign-in between its two factors, or a step-up of a session.
 *
 * @param raised the session that steps up; empty for a sign-in
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
        Optional<SessionId> raised,
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

    static PendingSignIn raising(Session session, Realm realm, Administrator administrator) {
        return of(realm, administrator, Optional.of(session.id()), session.kind(), session.authenticatedAt());
    }

    private static PendingSignIn of(
            Realm realm,
            Administrator administrator,
            Optional<SessionId> raised,
            SessionKind kind,
            Instant authenticatedAt) {
        return new PendingSignIn(
                realm.id(),
                administrator.id(),
                raised,
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

    PendingSignIn sentBy(Channel channel) {
        return with(candidate, Optional.of(channel), usedUp);
    }

    /** Returns the same sign-in without attempts left, so that no code is compared any more. */
    PendingSignIn asUsedUp() {
        return with(candidate, sentBy, true);
    }

    private PendingSignIn with(Optional<MobileNumber> newCandidate, Optional<Channel> newSentBy, boolean newUsedUp) {
        return new PendingSignIn(
                realm,
                administrator,
                raised,
                kind,
                method,
                credential,
                authenticatedAt,
                newCandidate,
                newSentBy,
                newUsedUp);
    }

    CodePurpose purpose() {
        return raised.isPresent() ? CodePurpose.STEP_UP : CodePurpose.SIGN_IN;
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
        return raised.isEmpty() && method.allows(Channel.SMS) && current.phone().isEmpty();
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
