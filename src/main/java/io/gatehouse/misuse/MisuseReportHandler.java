package io.gatehouse.misuse;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.administrator.Administrators;
import io.gatehouse.alarm.Alarm;
import io.gatehouse.alarm.Alarms;
import io.gatehouse.audit.AuditEvent;
import io.gatehouse.audit.AuditEventType;
import io.gatehouse.audit.AuditLog;
import io.gatehouse.otp.FlowContext;
import io.gatehouse.passwordreset.ResetLinks;
import io.gatehouse.reportlink.MisuseReported;
import io.gatehouse.reportlink.ReportLinks.Occasion;
import io.gatehouse.session.AccessRevocation;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Handles a report of misuse: revokes all access, invalidates the password, raises an alarm and mails a reset link. */
@ApplicationScoped
class MisuseReportHandler {
    /** A more recent number or address may belong to the attacker. */
    private static final Duration RECENT = Duration.ofDays(7);

    private final Administrators administrators;
    private final AccessRevocation revocation;
    private final ResetLinks resetLinks;
    private final Alarms alarms;
    private final Event<MisuseReported> reports;
    private final AuditLog audit;

    MisuseReportHandler(
            Administrators administrators,
            AccessRevocation revocation,
            ResetLinks resetLinks,
            Alarms alarms,
            Event<MisuseReported> reports,
            AuditLog audit) {
        this.administrators = administrators;
        this.revocation = revocation;
        this.resetLinks = resetLinks;
        this.alarms = alarms;
        this.reports = reports;
        this.audit = audit;
    }

    void reported(FlowContext context, Occasion occasion) {
        Administrator administrator = context.administrator();
        administrators.requirePasswordReset(administrator.realm(), administrator.id());
        boolean unproven = administrators.removePhoneProvenWithin(administrator.realm(), administrator.id(), RECENT);
        revocation.revokeAll(administrator.id());
        audit.record(AuditEvent.about(
                Optional.of(administrator.id()),
                AuditEventType.MISUSE_REPORTED,
                administrator.realm(),
                context.requester(),
                Map.of("occasion", occasion.name(), "phoneUnproven", Boolean.toString(unproven))));
        alarms.raise(
                administrator.realm(),
                Alarm.AccountAlarm.notMe(administrator.id(), administrator.displayName()),
                context.requester());
        reports.fire(new MisuseReported(administrator.realm(), administrator.id(), context.requester()));
        Administrator recipient = occasion == Occasion.EMAIL_CHANGED
                ? administrators
                        .restoreEmail(administrator.realm(), administrator.id(), RECENT)
                        .orElse(administrator)
                : administrator;
        if (administrator.canResetPassword()) {
            resetLinks.send(new FlowContext(context.realm(), recipient, context.requester()));
        }
    }
}
