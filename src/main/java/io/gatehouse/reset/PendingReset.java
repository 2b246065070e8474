package io.gatehouse.reset;

import io.gatehouse.admin.Administrator;
import io.gatehouse.platform.AdministratorId;
import io.gatehouse.platform.RealmId;

/**
 * A person on the way from a link to a new password.
 *
 * @param credential {@link Administrator#credential} at the start; any other change of password ends this
 * @param invited whether this is the first password
 * @param proven whether everything asked for besides the link has been proven
 * @param codeSent whether a code has been sent
 */
record PendingReset(
        RealmId realm,
        AdministratorId administrator,
        String credential,
        boolean invited,
        boolean proven,
        boolean codeSent) {

    static PendingReset of(Administrator person, boolean invited, boolean proven) {
        return new PendingReset(person.realm(), person.id(), person.credential(), invited, proven, false);
    }

    PendingReset withCodeSent() {
        return new PendingReset(realm, administrator, credential, invited, proven, true);
    }

    PendingReset withProof() {
        return new PendingReset(realm, administrator, credential, invited, true, codeSent);
    }

    boolean stillHolds(Administrator person) {
        return !person.disabled() && credential.equals(person.credential());
    }
}
