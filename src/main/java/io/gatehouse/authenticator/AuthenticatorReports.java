package io.gatehouse.authenticator;

import io.gatehouse.audit.AuditEventType;
import io.gatehouse.audit.AuditLog;
import io.gatehouse.delivery.message.MailKind;
import io.gatehouse.delivery.outbox.MailOutbox;
import io.gatehouse.otp.FlowContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;

/** Records what happens to authenticators in the audit log, and reports it to their owners by mail. */
@ApplicationScoped
class AuthenticatorReports {
    private final AuditLog audit;
    private final MailOutbox outbox;
    private final Clock clock;

    AuthenticatorReports(AuditLog audit, MailOutbox outbox, Clock clock) {
        this.audit = audit;
        this.outbox = outbox;
        this.clock = clock;
    }

    void record(FlowContext context, AuditEventType type, Authenticator authenticator) {
        record(context, type, authenticator, Map.of());
    }

    void record(FlowContext context, AuditEventType type, Authenticator authenticator, Map<String, String> more) {
        Map<String, String> details = new HashMap<>(more);
        details.put("authenticator", authenticator.kind().name());
        if (authenticator.kind() == AuthenticatorKind.PASSKEY) {
            details.put("name", authenticator.name());
        }
        audit.record(context.event(type, details));
    }

    void recordRefusal(FlowContext context, AuthenticatorKind kind, Map<String, String> more) {
        Map<String, String> details = new HashMap<>(more);
        details.put("authenticator", kind.name());
        audit.record(context.event(AuditEventType.AUTHENTICATOR_REFUSED, details));
    }

    void post(FlowContext context, MailKind kind, Map<String, String> details) {
        outbox.post(context.mail(kind, details, clock.instant()));
    }
}
