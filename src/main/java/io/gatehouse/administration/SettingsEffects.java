package io.gatehouse.administration;

import io.gatehouse.admin.Administrators;
import io.gatehouse.audit.AuditEvent;
import io.gatehouse.audit.AuditEventType;
import io.gatehouse.audit.AuditLog;
import io.gatehouse.code.CodeGuard;
import io.gatehouse.delivery.MailKind;
import io.gatehouse.platform.Requester;
import io.gatehouse.realm.Channel;
import io.gatehouse.realm.MfaMethod;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.RealmSettings;
import io.gatehouse.session.SecondFactor;
import io.gatehouse.session.Session;
import io.gatehouse.session.Sessions;
import io.gatehouse.session.TrustedBrowsers;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What follows from other settings: sessions and trust that no longer suffice end, locks of a way that codes no longer
 * take are lifted, everybody is told. Pending flows see the other policy at their next step, and end.
 */
@ApplicationScoped
class SettingsEffects {
    private final Administrators administrators;
    private final Sessions sessions;
    private final TrustedBrowsers browsers;
    private final CodeGuard guard;
    private final RealmNotices notices;
    private final AuditLog audit;

    SettingsEffects(
            Administrators administrators,
            Sessions sessions,
            TrustedBrowsers browsers,
            CodeGuard guard,
            RealmNotices notices,
            AuditLog audit) {
        this.administrators = administrators;
        this.sessions = sessions;
        this.browsers = browsers;
        this.guard = guard;
        this.notices = notices;
        this.audit = audit;
    }

    /** The acting session stays: what it has just proven is what the new policy asks for. */
    void follow(Session actor, Realm before, Realm after, Requester requester) {
        Map<String, String> differences = SettingsDifference.between(before.settings(), after.settings());
        if (differences.isEmpty()) {
            return;
        }
        audit.record(new AuditEvent(
                AuditEventType.SETTINGS_CHANGED,
                after.id(),
                Optional.of(actor.administrator()),
                Optional.empty(),
                requester,
                differences));
        RealmSettings.Mfa old = before.settings().mfa();
        RealmSettings.Mfa mfa = after.settings().mfa();
        boolean switched = old.enabled() != mfa.enabled();
        boolean rerouted = mfa.enabled() && old.method() != mfa.method();
        if (switched || rerouted || old.interval() != mfa.interval()) {
            browsers.revokeAll(after.id());
        }
        if (rerouted) {
            guard.clearAll(after.id());
        }
        if (mfa.enabled() && (switched || rerouted)) {
            sessions.revokeUnproven(after.id(), factors(mfa.method()), actor.id());
            tell(MailKind.MFA_ENABLED, actor, Map.of("method", mfa.method().name()), requester);
        } else if (switched) {
            tell(MailKind.MFA_DISABLED, actor, Map.of(), requester);
        }
    }

    /** Tells everybody, and who did it: whoever is named and did not has lost the account to somebody. */
    private void tell(MailKind kind, Session actor, Map<String, String> details, Requester requester) {
        Map<String, String> more = new HashMap<>(details);
        administrators
                .find(actor.realm(), actor.administrator())
                .ifPresent(person -> more.put("by", person.displayName()));
        notices.post(kind, actor.realm(), more, requester);
    }

    /** What proves a second factor under that method; a recovery code does under any. */
    private static Set<SecondFactor> factors(MfaMethod method) {
        Set<SecondFactor> factors = EnumSet.of(SecondFactor.RECOVERY_CODE);
        if (method.allows(Channel.SMS)) {
            factors.add(SecondFactor.SMS);
        }
        if (method.allows(Channel.EMAIL)) {
            factors.add(SecondFactor.EMAIL);
        }
        return factors;
    }
}
