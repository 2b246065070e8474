package io.gatehouse.account;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.caller.Actor;
import io.gatehouse.caller.Actors;
import io.gatehouse.caller.Caller;
import io.gatehouse.caller.Permission;
import io.gatehouse.kernel.database.Transactions;
import io.gatehouse.password.PasswordContext;
import io.gatehouse.password.PasswordHasher;
import io.gatehouse.password.PasswordPolicy;
import io.gatehouse.password.PasswordVerifier;
import io.gatehouse.password.Rejection;
import io.gatehouse.realm.Realm;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/** Changes the caller's own password; a wrong current one counts as at a sign-in. */
@ApplicationScoped
public class PasswordChangeService {
    private final Actors actors;
    private final PasswordVerifier firstFactor;
    private final PasswordPolicy policy;
    private final PasswordHasher hasher;
    private final PasswordChangeHandler handler;
    private final Transactions transactions;

    PasswordChangeService(
            Actors actors,
            PasswordVerifier firstFactor,
            PasswordPolicy policy,
            PasswordHasher hasher,
            PasswordChangeHandler handler,
            Transactions transactions) {
        this.actors = actors;
        this.firstFactor = firstFactor;
        this.policy = policy;
        this.hasher = hasher;
        this.handler = handler;
        this.transactions = transactions;
    }

    /** Changes the password if the current one is right and the new one acceptable. Hashes outside a transaction. */
    public PasswordChangeOutcome change(Caller caller, String currentPassword, String newPassword) {
        Actor actor = transactions.call(() -> actors.confirm(caller, Permission.OWN_ACCOUNT_FRESH));
        return firstFactor
                .check(
                        actor.realm(),
                        actor.administrator().email().value(),
                        currentPassword,
                        caller.requester(),
                        Optional.empty())
                .fold(
                        accepted -> change(caller, actor.realm(), accepted, newPassword),
                        PasswordChangeOutcome.Refused::new);
    }

    private PasswordChangeOutcome change(Caller caller, Realm realm, Administrator accepted, String newPassword) {
        List<Rejection> rejections = policy.check(newPassword, PasswordContext.of(realm, accepted));
        return rejections.isEmpty()
                ? handler.changed(caller, accepted, hasher.hash(newPassword))
                : new PasswordChangeOutcome.Rejected(rejections);
    }
}
