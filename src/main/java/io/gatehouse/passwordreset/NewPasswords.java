package io.gatehouse.passwordreset;

import io.gatehouse.administrator.Administrators;
import io.gatehouse.audit.AuditEventType;
import io.gatehouse.audit.AuditLog;
import io.gatehouse.delivery.message.MailKind;
import io.gatehouse.delivery.outbox.MailOutbox;
import io.gatehouse.factorreset.PhoneDisputes;
import io.gatehouse.kernel.Refusal.Reason;
import io.gatehouse.kernel.Requester;
import io.gatehouse.kernel.database.Transactions;
import io.gatehouse.link.LinkKind;
import io.gatehouse.otp.CodeLockout;
import io.gatehouse.password.PasswordContext;
import io.gatehouse.password.PasswordHasher;
import io.gatehouse.password.PasswordPolicy;
import io.gatehouse.password.Rejection;
import io.gatehouse.passwordreset.PendingResets.ResetStep;
import io.gatehouse.ratelimit.PasswordAttempts;
import io.gatehouse.realm.Realm;
import io.gatehouse.session.AccessRevocation;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Sets a new password by a mailed link, that of a reset or of an invitation, which revokes all access of the old one. */
@ApplicationScoped
public class NewPasswords {
    private final PendingResets pendingResets;
    private final PasswordPolicy policy;
    private final PasswordHasher hasher;
    private final Administrators administrators;
    private final AccessRevocation revocation;
    private final PhoneDisputes disputes;
    private final CodeLockout lockout;
    private final PasswordAttempts attempts;
    private final MailOutbox outbox;
    private final AuditLog audit;
    private final Clock clock;
    private final Transactions transactions;

    NewPasswords(
            PendingResets pendingResets,
            PasswordPolicy policy,
            PasswordHasher hasher,
            Administrators administrators,
            AccessRevocation revocation,
            PhoneDisputes disputes,
            CodeLockout lockout,
            PasswordAttempts attempts,
            MailOutbox outbox,
            AuditLog audit,
            Clock clock,
            Transactions transactions) {
        this.pendingResets = pendingResets;
        this.policy = policy;
        this.hasher = hasher;
        this.administrators = administrators;
        this.revocation = revocation;
        this.disputes = disputes;
        this.lockout = lockout;
        this.attempts = attempts;
        this.outbox = outbox;
        this.audit = audit;
        this.clock = clock;
        this.transactions = transactions;
    }

    /** Consumes a link that permits a new password without a code. */
    @Transactional
    public ResetOutcome open(Realm realm, LinkKind kind, String token, Requester requester) {
        return outcome(pendingResets.open(realm, kind, token, requester));
    }

    /** Returns the state of a flow without a code. */
    @Transactional
    public ResetOutcome state(Realm realm, LinkKind kind, String id, Requester requester) {
        return outcome(pendingResets.resume(realm, kind, id, requester));
    }

    private static ResetOutcome outcome(Optional<ResetStep> step) {
        return step.<ResetOutcome>map(found -> new ResetOutcome.Pending(ResetOutcome.View.newPassword(found)))
                .orElseGet(() -> new ResetOutcome.Refused(Reason.FLOW_EXPIRED));
    }

    /** Sets the password; checks and hashes it outside a transaction, so that no connection is held meanwhile. */
    public ResetOutcome set(Realm realm, LinkKind kind, String id, String password, Requester requester) {
        Optional<ResetStep> found = transactions.call(() -> pendingResets.resume(realm, kind, id, requester));
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
                .resume(realm, kind, id, requester)
                .<ResetOutcome>map(step -> {
                    store(step, hash);
                    return new ResetOutcome.Changed();
                })
                .orElseGet(() -> new ResetOutcome.Refused(Reason.FLOW_EXPIRED)));
    }

    private void store(ResetStep step, String hash) {
        pendingResets.remove(step);
        administrators.setLinkedPasswordHash(
                step.realm().id(), step.administrator().id(), hash);
        if (step.administrator().phone().isEmpty()) {
            // Once the password is reset, a former number, whose removal may be pending, is no longer the account's.
            disputes.end(step.administrator().id());
        }
        revocation.revokeAll(step.administrator().id());
        lockout.clearAll(step.administrator().id());
        attempts.reset(step.realm().id(), step.administrator().email());
        String by = step.pending().kind() == LinkKind.INVITATION ? "INVITATION" : "RESET";
        audit.record(step.context().event(AuditEventType.PASSWORD_CHANGED, Map.of("by", by)));
        outbox.post(step.context().mail(MailKind.PASSWORD_CHANGED, Map.of(), clock.instant()));
    }
}
