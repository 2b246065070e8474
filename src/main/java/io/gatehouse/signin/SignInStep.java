package io.gatehouse.signin;

import io.gatehouse.admin.Administrator;
import io.gatehouse.admin.ContactAddress;
import io.gatehouse.code.CodeBinding;
import io.gatehouse.code.FlowContext;
import io.gatehouse.platform.Requester;
import io.gatehouse.realm.Realm;

/** One step of a sign-in: realm and account as they are now, the flow as it was left, and who asks. */
record SignInStep(Realm realm, String id, PendingSignIn pending, Administrator person, Requester requester) {

    SignInStep with(PendingSignIn changed) {
        return new SignInStep(realm, id, changed, person, requester);
    }

    SignInStep of(Administrator changed) {
        return new SignInStep(realm, id, pending, changed, requester);
    }

    FlowContext context() {
        return new FlowContext(realm, person, requester);
    }

    CodeBinding binding(ContactAddress address) {
        return context().binding(id, pending.purpose(), address);
    }
}
