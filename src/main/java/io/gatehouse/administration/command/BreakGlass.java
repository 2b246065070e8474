package io.gatehouse.administration.command;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.administrator.Administrators;
import io.gatehouse.administrator.EmailAddress;
import io.gatehouse.administrator.RecoveryCodes;
import io.gatehouse.alarm.Alarm;
import io.gatehouse.alarm.Alarms;
import io.gatehouse.audit.AuditEvent;
import io.gatehouse.audit.AuditEventType;
import io.gatehouse.audit.AuditLog;
import io.gatehouse.authenticator.Authenticators;
import io.gatehouse.factorreset.FactorResets;
import io.gatehouse.invitation.Invitations;
import io.gatehouse.kernel.Requester;
import io.gatehouse.otp.CodeLockout;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.Role;
import io.gatehouse.reportlink.ReportLinks;
import io.gatehouse.servicetoken.ServiceTokens;
import io.gatehouse.session.AccessRevocation;
import io.quarkus.arc.Unremovable;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Map;
import java.util.Optional;

/** Restores access to a realm in which no System Administrator can sign in any more. */
@ApplicationScoped
@Unremovable
public class BreakGlass {
    private final Administrators administrators;
    private final AccessRevocation revocation;
    private final CodeLockout lockout;
    private final RecoveryCodes recoveryCodes;
    private final ServiceTokens serviceTokens;
    private final Authenticators authenticators;
    private final FactorResets factorResets;
    private final ReportLinks reportLinks;
    private final Invitations invitations;
    private final Alarms alarms;
    private final AuditLog audit;

    BreakGlass(
            Administrators administrators,
            AccessRevocation revocation,
            CodeLockout lockout,
            RecoveryCodes recoveryCodes,
            ServiceTokens serviceTokens,
            Authenticators authenticators,
            FactorResets factorResets,
            ReportLinks reportLinks,
            Invitations invitations,
            Alarms alarms,
            AuditLog audit) {
        this.administrators = administrators;
        this.revocation = revocation;
        this.lockout = lockout;
        this.recoveryCodes = recoveryCodes;
        this.serviceTokens = serviceTokens;
        this.authenticators = authenticators;
        this.factorResets = factorResets;
        this.reportLinks = reportLinks;
        this.invitations = invitations;
        this.alarms = alarms;
        this.audit = audit;
    }

    /**
     * Creates the account of that address as a System Administrator, or makes it one without password, phone number,
     * passkeys, authenticator app, recovery codes and locks; notifies all System Administrators of the realm. Returns the link to set the password.
     */
    @Transactional
    public String recover(Realm realm, EmailAddress email) {
        Optional<Administrator> known = administrators.find(realm.id(), email);
        Administrator administrator = known.orElseGet(
                () -> administrators.create(realm.id(), email, email.value(), Role.SYSTEM_ADMINISTRATOR));
        // Sent before the reset, since only administrators who can sign in are notified, this one included.
        alarms.raise(
                realm.id(),
                Alarm.AccountAlarm.breakGlass(administrator.id(), administrator.displayName()),
                Requester.COMMAND);
        revocation.revokeAll(administrator.id());
        lockout.clearAll(administrator.id());
        recoveryCodes.deleteAll(administrator.id());
        serviceTokens.revokeCreatedBy(administrator.id());
        authenticators.deleteAll(administrator.id());
        factorResets.endAll(administrator.id());
        reportLinks.revokeAll(administrator.id());
        Administrator fresh = administrators.resetCredentials(administrator);
        audit.record(AuditEvent.about(
                Optional.of(administrator.id()),
                AuditEventType.BREAK_GLASS,
                realm.id(),
                Requester.COMMAND,
                Map.of("account", known.isPresent() ? "KNOWN" : "NEW")));
        return invitations.invite(realm, fresh, Optional.empty(), Requester.COMMAND);
    }
}
