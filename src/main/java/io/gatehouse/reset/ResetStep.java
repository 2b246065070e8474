package io.gatehouse.reset;

import io.gatehouse.admin.Administrator;
import io.gatehouse.admin.ContactAddress;
import io.gatehouse.code.CodeBinding;
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

    CodeBinding binding(ContactAddress address) {
        return context().binding(id, CodePurpose.PASSWORD_RESET, address);
    }
}
