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

/** What goes with a password set by link: all other access ended, locks lifted, its owner told. */
@ApplicationScoped
class NewPasswordHandler {
    private final Administrators administrators;
    private final AccessRevocation revocation;
    private final CodeLockout guard;
    private final MailOutbox outbox;
    private final AuditLog audit;
    private final Clock clock;

    NewPasswordHandler(
            Administrators administrators,
            AccessRevocation revocation,
            CodeLockout guard,
            MailOutbox outbox,
            AuditLog audit,
            Clock clock) {
        this.administrators = administrators;
        this.revocation = revocation;
        this.guard = guard;
        this.outbox = outbox;
        this.audit = audit;
        this.clock = clock;
    }

    void changed(ResetStep step, String hash) {
        administrators.changePasswordHash(step.realm().id(), step.person().id(), hash);
        revocation.revokeAll(step.person().id());
        guard.clearAll(step.person().id());
        audit.record(step.context()
                .event(
                        AuditEventType.PASSWORD_CHANGED,
                        Map.of("by", step.pending().invited() ? "INVITATION" : "RESET")));
        outbox.post(step.context().mail(MailKind.PASSWORD_CHANGED, Map.of(), clock.instant()));
    }
}
