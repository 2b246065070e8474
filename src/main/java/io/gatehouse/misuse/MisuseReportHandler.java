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
import io.gatehouse.reportlink.Occasion;
import io.gatehouse.session.AccessRevocation;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * What goes with a report of misuse: flows, codes, sessions and trust are over, the password opens nothing, and a link to a
 * new one goes to the mailbox.
 */
@ApplicationScoped
class MisuseReportHandler {
    /** A number so young may be that of whoever is reported. */
    private static final Duration YOUNG = Duration.ofDays(7);

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
        Administrator person = context.person();
        administrators.requirePasswordReset(person.realm(), person.id());
        boolean unproven = administrators.removePhoneProvenWithin(person.realm(), person.id(), YOUNG);
        revocation.revokeAll(person.id());
        audit.record(AuditEvent.about(
                Optional.of(person.id()),
                AuditEventType.MISUSE_REPORTED,
                person.realm(),
                context.requester(),
                Map.of("occasion", occasion.name(), "phoneUnproven", Boolean.toString(unproven))));
        alarms.raise(person.realm(), Alarm.AccountAlarm.notMe(person.id(), person.displayName()), context.requester());
        reports.fire(new MisuseReported(person.realm(), person.id(), context.requester()));
        Administrator reached = occasion == Occasion.EMAIL_CHANGED
                ? administrators
                        .restoreEmail(person.realm(), person.id(), YOUNG)
                        .orElse(person)
                : person;
        if (person.canResetPassword()) {
            resetLinks.send(new FlowContext(context.realm(), reached, context.requester()));
        }
    }
}
