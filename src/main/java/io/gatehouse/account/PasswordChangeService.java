package io.gatehouse.account;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.administrator.Administrators;
import io.gatehouse.audit.AuditEventType;
import io.gatehouse.audit.AuditLog;
import io.gatehouse.caller.Actor;
import io.gatehouse.caller.Actors;
import io.gatehouse.caller.Caller;
import io.gatehouse.caller.Permission;
import io.gatehouse.delivery.message.MailKind;
import io.gatehouse.delivery.outbox.MailOutbox;
import io.gatehouse.kernel.Refusal;
import io.gatehouse.kernel.Refusal.Reason;
import io.gatehouse.kernel.database.Transactions;
import io.gatehouse.otp.FlowContext;
import io.gatehouse.password.PasswordContext;
import io.gatehouse.password.PasswordHasher;
import io.gatehouse.password.PasswordPolicy;
import io.gatehouse.password.PasswordVerifier;
import io.gatehouse.password.PasswordVerifier.Client;
import io.gatehouse.password.Rejection;
import io.gatehouse.realm.Realm;
import io.gatehouse.session.AccessRevocation;
import io.gatehouse.session.Sessions.OpenedSession;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Changes the caller's own password; a wrong current one counts as at a sign-in. */
@ApplicationScoped
public class PasswordChangeService {
    private final Actors actors;
    private final PasswordVerifier verifier;
    private final PasswordPolicy policy;
    private final PasswordHasher hasher;
    private final Administrators administrators;
    private final AccessRevocation revocation;
    private final MailOutbox outbox;
    private final AuditLog audit;
    private final Transactions transactions;
    private final Clock clock;

    PasswordChangeService(
            Actors actors,
            PasswordVerifier verifier,
            PasswordPolicy policy,
            PasswordHasher hasher,
            Administrators administrators,
            AccessRevocation revocation,
            MailOutbox outbox,
            AuditLog audit,
            Transactions transactions,
            Clock clock) {
        this.actors = actors;
        this.verifier = verifier;
        this.policy = policy;
        this.hasher = hasher;
        this.administrators = administrators;
        this.revocation = revocation;
        this.outbox = outbox;
        this.audit = audit;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** The result of a password change. */
    public sealed interface Outcome {

        /** The password was changed; the caller's session, the only one left, has new secrets. */
        record Changed(Administrator administrator, OpenedSession opened) implements Outcome {}

        /** The new password is not acceptable. */
        record Rejected(List<Rejection> reasons) implements Outcome {}

        /** The current password was wrong, or was not compared. */
        record Refused(Refusal refusal) implements Outcome {}

        /** Returns the result of the function for this case. */
        default <T> T fold(
                BiFunction<Administrator, OpenedSession, T> changed,
                Function<List<Rejection>, T> rejected,
                Function<Refusal, T> refused) {
            if (this instanceof Changed outcome) {
                return changed.apply(outcome.administrator(), outcome.opened());
            }
            return this instanceof Rejected outcome
                    ? rejected.apply(outcome.reasons())
                    : refused.apply(((Refused) this).refusal());
        }
    }

    /** Changes the password if the current one is right and the new one acceptable. Hashes outside a transaction. */
    public Outcome change(Caller caller, String currentPassword, String newPassword) {
        Actor actor = transactions.call(() -> actors.confirm(caller, Permission.OWN_ACCOUNT_FRESH));
        String email = actor.administrator().email().value();
        return verifier.check(actor.realm(), email, currentPassword, caller.requester(), Client.in(actor.session()))
                .fold(verified -> change(caller, actor.realm(), verified, newPassword), Outcome.Refused::new);
    }

    private Outcome change(Caller caller, Realm realm, Administrator verified, String newPassword) {
        List<Rejection> rejections = policy.check(newPassword, PasswordContext.of(realm, verified));
        if (!rejections.isEmpty()) {
            return new Outcome.Rejected(rejections);
        }
        String hash = hasher.hash(newPassword);
        return transactions.call(() -> store(caller, verified, hash));
    }

    /** Stores the hash, unless account or session have changed since the current password was verified. */
    private Outcome store(Caller caller, Administrator verified, String hash) {
        Actor actor = actors.confirm(caller, Permission.OWN_ACCOUNT_FRESH);
        Administrator administrator = actor.administrator();
        if (!administrator.credential().equals(verified.credential())) {
            return new Outcome.Refused(Refusal.of(Reason.FLOW_EXPIRED));
        }
        administrators.changePasswordHash(actor.realm().id(), administrator.id(), hash);
        OpenedSession kept =
                revocation.revokeOthers(administrator.id(), actor.session().id());
        audit.record(actor.ownEvent(AuditEventType.PASSWORD_CHANGED, Map.of("by", "ACCOUNT")));
        outbox.post(FlowContext.of(actor).mail(MailKind.PASSWORD_CHANGED, Map.of(), clock.instant()));
        return new Outcome.Changed(administrator, kept);
    }
}
