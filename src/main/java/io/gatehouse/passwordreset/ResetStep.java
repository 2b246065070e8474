package io.gatehouse.passwordreset;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.administrator.ContactAddress;
import io.gatehouse.challenge.Challenge;
import io.gatehouse.delivery.message.CodePurpose;
import io.gatehouse.kernel.Requester;
import io.gatehouse.otp.FlowContext;
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
