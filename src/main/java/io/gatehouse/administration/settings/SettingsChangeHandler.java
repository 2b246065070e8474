package io.gatehouse.administration.settings;

import io.gatehouse.administration.notice.RealmNotices;
import io.gatehouse.audit.AuditEventType;
import io.gatehouse.audit.AuditLog;
import io.gatehouse.caller.Actor;
import io.gatehouse.delivery.message.MailKind;
import io.gatehouse.otp.CodeLockout;
import io.gatehouse.realm.Channel;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.RealmSettings;
import io.gatehouse.realm.RealmSettings.MfaMethod;
import io.gatehouse.realm.SettingsDifference;
import io.gatehouse.session.Session.SecondFactor;
import io.gatehouse.session.Sessions;
import io.gatehouse.session.TrustedBrowsers;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Applies the consequences of changed settings: revokes sessions and trusted browsers that no longer meet the policy,
 * removes locks of factors no longer in use, and notifies all administrators. Pending sign-ins end at their next step.
 */
@ApplicationScoped
class SettingsChangeHandler {
    private final Sessions sessions;
    private final TrustedBrowsers browsers;
    private final CodeLockout guard;
    private final RealmNotices notices;
    private final AuditLog audit;

    SettingsChangeHandler(
            Sessions sessions, TrustedBrowsers browsers, CodeLockout guard, RealmNotices notices, AuditLog audit) {
        this.sessions = sessions;
        this.browsers = browsers;
        this.guard = guard;
        this.notices = notices;
        this.audit = audit;
    }

    /** Applies the consequences of the change; the actor's session remains, since it has just met the new policy. */
    void apply(Actor actor, Realm before, Realm after) {
        Map<String, String> differences = SettingsDifference.between(before.settings(), after.settings());
        if (differences.isEmpty()) {
            return;
        }
        audit.record(actor.event(AuditEventType.SETTINGS_CHANGED, differences));
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
            sessions.revokeUnproven(
                    after.id(), factors(mfa.method()), actor.session().id());
            announce(MailKind.MFA_ENABLED, actor, Map.of("method", mfa.method().name()));
        } else if (switched) {
            announce(MailKind.MFA_DISABLED, actor, Map.of());
        }
    }

    /**
     * Notifies all administrators, naming the actor: an administrator who is named but made no change learns of a
     * stolen account.
     */
    private void announce(MailKind kind, Actor actor, Map<String, String> details) {
        Map<String, String> more = new HashMap<>(details);
        more.put("by", actor.administrator().displayName());
        notices.post(kind, actor.realm().id(), more, actor.requester());
    }

    /** Returns the second factors accepted under that method; recovery codes are accepted under any. */
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
