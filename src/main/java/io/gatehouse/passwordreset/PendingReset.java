package io.gatehouse.passwordreset;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.kernel.id.AdministratorId;
import io.gatehouse.kernel.id.RealmId;
import io.gatehouse.realm.Realm;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * A person on the way from a link to a new password.
 *
 * @param credential what the account's access rested on at the start; a change of it ends this
 * @param mfa whether the realm had a second factor at the start; another policy ends a reset
 * @param invited whether this is the first password
 * @param proven whether everything asked for besides the link has been proven
 * @param codeSent whether a code has been sent
 */
@RegisterForReflection(registerFullHierarchy = true)
record PendingReset(
        RealmId realm,
        AdministratorId administrator,
        String credential,
        boolean mfa,
        boolean invited,
        boolean proven,
        boolean codeSent) {

    static PendingReset of(Realm realm, Administrator person, boolean invited) {
        boolean mfa = realm.settings().mfa().enabled();
        return new PendingReset(realm.id(), person.id(), person.credential(), mfa, invited, invited || !mfa, false);
    }

    PendingReset withCodeSent() {
        return new PendingReset(realm, administrator, credential, mfa, invited, proven, true);
    }

    PendingReset withProof() {
        return new PendingReset(realm, administrator, credential, mfa, invited, true, codeSent);
    }

    boolean stillHolds(Realm now, Administrator person) {
        boolean samePolicy = invited || now.settings().mfa().enabled() == mfa;
        return samePolicy && !person.disabled() && credential.equals(person.credential());
    }
}
