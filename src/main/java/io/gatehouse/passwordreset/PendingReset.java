package io.gatehouse.passwordreset;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.kernel.id.AdministratorId;
import io.gatehouse.kernel.id.RealmId;
import io.gatehouse.realm.Realm;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * A pending password reset or invitation, after its link was opened.
 *
 * @param credential digest of the account's credentials at the start; a change of them ends the flow
 * @param mfa whether the realm had a second factor at the start; a change ends a reset
 * @param invited whether this is the first password
 * @param proven whether the new password may be set
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

    static PendingReset of(Realm realm, Administrator administrator, boolean invited) {
        boolean mfa = realm.settings().mfa().enabled();
        return new PendingReset(
                realm.id(), administrator.id(), administrator.credential(), mfa, invited, invited || !mfa, false);
    }

    PendingReset withCodeSent() {
        return new PendingReset(realm, administrator, credential, mfa, invited, proven, true);
    }

    PendingReset withProof() {
        return new PendingReset(realm, administrator, credential, mfa, invited, true, codeSent);
    }

    boolean isUnchanged(Realm currentRealm, Administrator current) {
        boolean samePolicy = invited || currentRealm.settings().mfa().enabled() == mfa;
        return samePolicy && !current.disabled() && credential.equals(current.credential());
    }
}
