package io.gatehouse.passwordreset;

import io.gatehouse.administrator.Administrators;
import io.gatehouse.audit.AuditEventType;
import io.gatehouse.audit.AuditLog;
import io.gatehouse.delivery.message.MailKind;
import io.gatehouse.delivery.outbox.MailOutbox;
import io.gatehouse.otp.CodeLockout;
import io.gatehouse.passwordreset.PendingResets.ResetStep;
import io.gatehouse.session.AccessRevocation;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Map;

/** Stores a password set by link: revokes all access, lifts the locks, audits and notifies the administrator. */
@ApplicationScoped
class NewPasswordHandler {
    private final Administrators administrators;
    private final AccessRevocation revocation;
    private final CodeLockout lockout;
    private final MailOutbox outbox;
    private final AuditLog audit;
    private final Clock clock;

    NewPasswordHandler(
            Administrators administrators,
            AccessRevocation revocation,
            CodeLockout lockout,
            MailOutbox outbox,
            AuditLog audit,
            Clock clock) {
        this.administrators = administrators;
        this.revocation = revocation;
        this.lockout = lockout;
        this.outbox = outbox;
        this.audit = audit;
        this.clock = clock;
    }

    void changed(ResetStep step, String hash) {
        administrators.changePasswordHash(
                step.realm().id(), step.administrator().id(), hash);
        revocation.revokeAll(step.administrator().id());
        lockout.clearAll(step.administrator().id());
        audit.record(step.context()
                .event(
                        AuditEventType.PASSWORD_CHANGED,
                        Map.of("by", step.pending().invited() ? "INVITATION" : "RESET")));
        outbox.post(step.context().mail(MailKind.PASSWORD_CHANGED, Map.of(), clock.instant()));
    }
}
