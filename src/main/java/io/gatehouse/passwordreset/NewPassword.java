package io.gatehouse.passwordreset;

import io.gatehouse.kernel.Refusal.Reason;
import io.gatehouse.kernel.Requester;
import io.gatehouse.kernel.database.Transactions;
import io.gatehouse.password.PasswordContext;
import io.gatehouse.password.PasswordHasher;
import io.gatehouse.password.PasswordPolicy;
import io.gatehouse.password.Rejection;
import io.gatehouse.passwordreset.PendingResets.ResetStep;
import io.gatehouse.realm.Realm;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/** Sets the new password, which revokes all access of the old one. */
@ApplicationScoped
class NewPassword {
    private final PendingResets pendingResets;
    private final PasswordPolicy policy;
    private final PasswordHasher hasher;
    private final NewPasswordHandler handler;
    private final Transactions transactions;

    NewPassword(
            PendingResets pendingResets,
            PasswordPolicy policy,
            PasswordHasher hasher,
            NewPasswordHandler handler,
            Transactions transactions) {
        this.pendingResets = pendingResets;
        this.policy = policy;
        this.hasher = hasher;
        this.handler = handler;
        this.transactions = transactions;
    }

    /** Sets the password; checks and hashes it outside a transaction, so that no connection is held meanwhile. */
    ResetOutcome set(Realm realm, String id, boolean invited, String password, Requester requester) {
        Optional<ResetStep> found = transactions.call(() -> pendingResets.resume(realm, id, invited, requester));
        if (found.isEmpty()) {
            return new ResetOutcome.Refused(Reason.FLOW_EXPIRED);
        }
        if (!found.get().pending().proven()) {
            return new ResetOutcome.Refused(Reason.STEP_NOT_ALLOWED);
        }
        List<Rejection> rejections =
                policy.check(password, PasswordContext.of(realm, found.get().administrator()));
        if (!rejections.isEmpty()) {
            return new ResetOutcome.Rejected(rejections);
        }
        String hash = hasher.hash(password);
        return transactions.call(() -> pendingResets
                .resume(realm, id, invited, requester)
                .<ResetOutcome>map(step -> {
                    pendingResets.remove(step);
                    handler.changed(step, hash);
                    return new ResetOutcome.Changed();
                })
                .orElseGet(() -> new ResetOutcome.Refused(Reason.FLOW_EXPIRED)));
    }
}
