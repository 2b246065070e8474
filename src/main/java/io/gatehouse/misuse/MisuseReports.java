package io.gatehouse.misuse;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.administrator.Administrators;
import io.gatehouse.alarm.Alarm;
import io.gatehouse.alarm.Alarms;
import io.gatehouse.audit.AuditEvent;
import io.gatehouse.audit.AuditEventType;
import io.gatehouse.audit.AuditLog;
import io.gatehouse.factorreset.PhoneDisputes;
import io.gatehouse.kernel.Requester;
import io.gatehouse.otp.FlowContext;
import io.gatehouse.passwordreset.ResetLinks;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.Realms;
import io.gatehouse.reportlink.ReportLinks;
import io.gatehouse.reportlink.ReportLinks.Occasion;
import io.gatehouse.reportlink.ReportLinks.ReportLink;
import io.gatehouse.session.AccessRevocation;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Accepts "this wasn't me" reports made through the link in a message. */
@ApplicationScoped
@Transactional
public class MisuseReports {
    private final ReportLinks links;
    private final Realms realms;
    private final Administrators administrators;
    private final AccessRevocation revocation;
    private final RecentCredentials credentials;
    private final GivenAccess access;
    private final ResetLinks resetLinks;
    private final Alarms alarms;
    private final PhoneDisputes disputes;
    private final AuditLog audit;

    MisuseReports(
            ReportLinks links,
            Realms realms,
            Administrators administrators,
            AccessRevocation revocation,
            RecentCredentials credentials,
            GivenAccess access,
            ResetLinks resetLinks,
            Alarms alarms,
            PhoneDisputes disputes,
            AuditLog audit) {
        this.links = links;
        this.realms = realms;
        this.administrators = administrators;
        this.revocation = revocation;
        this.credentials = credentials;
        this.access = access;
        this.resetLinks = resetLinks;
        this.alarms = alarms;
        this.disputes = disputes;
        this.audit = audit;
    }

    /** The administrator and the event that a report is about. */
    public record Misuse(Realm realm, Administrator administrator, ReportLink link) {}

    /** Returns what the link is about, or empty if it is not valid. Does not consume it. */
    public Optional<Misuse> find(String token) {
        return links.find(token)
                .flatMap(link -> realms.find(link.realm())
                        .flatMap(realm -> administrators
                                .find(link.realm(), link.administrator())
                                .map(administrator -> new Misuse(realm, administrator, link))));
    }

    /**
     * Consumes the link, revokes all access, invalidates the password, disputes a recent number, suspends recent credentials,
     * restores the address whose change is reported, raises an alarm that names the accounts to which this one gave access recently,
     * and mails a reset link. Returns empty if the link is not valid.
     */
    public Optional<Misuse> report(String token, Requester reporter) {
        Optional<Misuse> found = find(token).filter(misuse -> consume(misuse, token));
        found.ifPresent(misuse -> handle(misuse, reporter));
        return found;
    }

    /**
     * Locks the account first, against concurrent flow steps and reports, and before it the realm, against changes by its
     * sessions and service tokens, and against reports of other accounts.
     */
    private boolean consume(Misuse misuse, String token) {
        realms.getForUpdate(misuse.realm().id());
        administrators.lock(misuse.administrator().id());
        return links.consume(misuse.administrator().id(), token);
    }

    private void handle(Misuse misuse, Requester reporter) {
        Administrator administrator = misuse.administrator();
        Occasion occasion = misuse.link().occasion();
        administrators.requirePasswordReset(administrator.realm(), administrator.id());
        revocation.revokeAll(administrator.id());
        Map<String, String> given = access.report(administrator);
        Map<String, String> findings = new HashMap<>(credentials.suspend(administrator.id()));
        findings.putAll(given);
        Map<String, String> details = new HashMap<>(findings);
        details.put("occasion", occasion.name());
        boolean disputed = disputes.report(misuse.realm(), administrator.id(), misuse.link(), reporter);
        details.put("phoneDisputed", Boolean.toString(disputed));
        audit.record(AuditEvent.about(
                Optional.of(administrator.id()),
                AuditEventType.MISUSE_REPORTED,
                administrator.realm(),
                reporter,
                details));
        alarms.raise(
                administrator.realm(),
                Alarm.AccountAlarm.notMe(administrator.id(), administrator.displayName(), findings),
                reporter);
        // An address that is reported and cannot be undone gets no link: it may be the attacker's.
        Optional<Administrator> recipient = occasion == Occasion.EMAIL_CHANGED
                ? administrators.restoreEmail(administrator.realm(), administrator.id())
                : Optional.of(administrator);
        if (occasion == Occasion.EMAIL_CHANGED && recipient.isPresent()) {
            // Those to addresses in between may be the attacker's.
            links.revokeAddressChanges(administrator.id());
        }
        recipient
                .filter(Administrator::canResetPassword)
                .ifPresent(known -> resetLinks.send(new FlowContext(misuse.realm(), known, reporter), given));
    }
}
