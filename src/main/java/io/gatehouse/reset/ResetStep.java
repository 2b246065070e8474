package io.gatehouse.reset;

import io.gatehouse.admin.Administrator;
import io.gatehouse.admin.ContactAddress;
import io.gatehouse.challenge.Challenge;
import io.gatehouse.code.FlowContext;
import io.gatehouse.delivery.CodePurpose;
import io.gatehouse.platform.Requester;
import io.gatehouse.realm.Realm;

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
