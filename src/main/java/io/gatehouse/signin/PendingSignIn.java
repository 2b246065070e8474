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
 * A sign-in between its two factors, or a session on its way to a fresh second factor.
 *
 * @param raised the session that steps up; empty in a sign-in
 * @param method the realm's method at the start; a change of policy ends the sign-in
 * @param credential what the account's access rested on at the start; a change of it ends the sign-in
 * @param candidate the number entered at enrolment, not proven yet
 * @param sentBy the channel the newest code went by
 * @param spent whether its tries are spent
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
        boolean spent) {

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
        return with(Optional.of(number), sentBy, spent);
    }

    PendingSignIn sentBy(Channel channel) {
        return with(candidate, Optional.of(channel), spent);
    }

    /** The same, over: no code will be looked at any more. */
    PendingSignIn asSpent() {
        return with(candidate, sentBy, true);
    }

    private PendingSignIn with(Optional<MobileNumber> newCandidate, Optional<Channel> newSentBy, boolean newSpent) {
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
                newSpent);
    }

    CodePurpose purpose() {
        return raised.isPresent() ? CodePurpose.STEP_UP : CodePurpose.SIGN_IN;
    }

    /** Whether account and policy are still those the password was matched under. */
    boolean stillHolds(Realm now, Administrator person) {
        var mfa = now.settings().mfa();
        return mfa.enabled() && mfa.method() == method && person.canSignIn() && credential.equals(person.credential());
    }

    /** A number may be entered at sign-in as long as none is proven and the method has text messages. */
    boolean phoneOpen(Administrator person) {
        return raised.isEmpty() && method.allows(Channel.SMS) && person.phone().isEmpty();
    }

    /** Where a code can go now: the proven number, else the one entered, and the mailbox, as the method allows. */
    List<ContactAddress> destinations(Administrator person) {
        List<ContactAddress> destinations = new ArrayList<>();
        if (method.allows(Channel.SMS)) {
            person.phone().or(() -> candidate).ifPresent(destinations::add);
        }
        if (method.allows(Channel.EMAIL)) {
            destinations.add(person.email());
        }
        return destinations;
    }

    /** Where codes by that channel go, if they may. */
    Optional<ContactAddress> destination(Administrator person, Channel channel) {
        return destinations(person).stream()
                .filter(address -> address.channel() == channel)
                .findFirst();
    }
}
