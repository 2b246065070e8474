package io.gatehouse.signin;

import io.gatehouse.admin.Administrator;
import io.gatehouse.password.PasswordContext;
import io.gatehouse.password.PasswordHasher;
import io.gatehouse.password.PasswordPolicy;
import io.gatehouse.password.Rejection;
import io.gatehouse.platform.Requester;
import io.gatehouse.realm.Realm;
import io.gatehouse.session.Session;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/** Changes the password of a person who is signed in; a wrong current one counts as at a sign-in. */
@ApplicationScoped
public class PasswordChangeService {
    private final FirstFactor firstFactor;
    private final PasswordPolicy policy;
    private final PasswordHasher hasher;
    private final PasswordChangeEffects effects;

    PasswordChangeService(
            FirstFactor firstFactor, PasswordPolicy policy, PasswordHasher hasher, PasswordChangeEffects effects) {
        this.firstFactor = firstFactor;
        this.policy = policy;
        this.hasher = hasher;
        this.effects = effects;
    }

    /** Changes it, if the current one is right and the new one will do. Hashes outside a transaction. */
    public PasswordChangeOutcome change(
            Realm realm,
            Session session,
            Administrator person,
            String currentPassword,
            String newPassword,
            Requester requester) {
        return firstFactor
                .check(realm, person.email().value(), currentPassword, requester, Optional.empty())
                .fold(
                        accepted -> change(realm, session, accepted, newPassword, requester),
                        PasswordChangeOutcome.Refused::new);
    }

    private PasswordChangeOutcome change(
            Realm realm, Session session, Administrator accepted, String newPassword, Requester requester) {
        List<Rejection> rejections = policy.check(newPassword, PasswordContext.of(realm, accepted));
        return rejections.isEmpty()
                ? effects.changed(realm, session, accepted, hasher.hash(newPassword), requester)
                : new PasswordChangeOutcome.Rejected(rejections);
    }
}
