package io.gatehouse.administration.settings;

import io.gatehouse.administration.notice.RealmNotices;
import io.gatehouse.audit.AuditEventType;
import io.gatehouse.audit.AuditLog;
import io.gatehouse.caller.Actor;
import io.gatehouse.caller.Actors;
import io.gatehouse.caller.Caller;
import io.gatehouse.caller.Permission;
import io.gatehouse.delivery.message.MailKind;
import io.gatehouse.kernel.id.RealmId;
import io.gatehouse.otp.CodeLockout;
import io.gatehouse.realm.Channel;
import io.gatehouse.realm.FactorStrength;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.RealmSettings;
import io.gatehouse.realm.Realms;
import io.gatehouse.realm.SettingsDifference;
import io.gatehouse.realm.SettingsRule;
import io.gatehouse.session.Session.SecondFactor;
import io.gatehouse.session.Session.SessionId;
import io.gatehouse.session.Sessions;
import io.gatehouse.session.TrustedBrowsers;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongPredicate;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * Changes a realm's settings, one change at a time, with the consequences: revokes sessions and trusted browsers that
 * no longer meet the policy, removes locks of factors no longer in use, and notifies all administrators. Pending
 * sign-ins end at their next step.
 */
@ApplicationScoped
public class SettingsChanges {
    private final Actors actors;
    private final Realms realms;
    private final ChannelProofs proofs;
    private final Sessions sessions;
    private final TrustedBrowsers browsers;
    private final CodeLockout lockout;
    private final RealmNotices notices;
    private final AuditLog audit;

    SettingsChanges(
            Actors actors,
            Realms realms,
            ChannelProofs proofs,
            Sessions sessions,
            TrustedBrowsers browsers,
            CodeLockout lockout,
            RealmNotices notices,
            AuditLog audit) {
        this.actors = actors;
        this.realms = realms;
        this.proofs = proofs;
        this.sessions = sessions;
        this.browsers = browsers;
        this.lockout = lockout;
        this.notices = notices;
        this.audit = audit;
    }

    /**
     * A request to change settings.
     *
     * @param known whether the caller has seen the current values of what is changed
     * @param rules the rules that the settings must meet afterwards
     * @param values returns the settings after the change, given those before
     */
    public record Edit(Predicate<Realm> known, Set<SettingsRule> rules, UnaryOperator<RealmSettings> values) {

        /** Returns the replacement of all settings, by a caller who knows that version of the realm. */
        public static Edit replaceAll(LongPredicate known, UnaryOperator<RealmSettings> values) {
            return new Edit(realm -> known.test(realm.version()), EnumSet.allOf(SettingsRule.class), values);
        }
    }

    /** The outcome of a request to change settings. */
    public sealed interface Outcome {

        /** The settings were changed, effective from the next request on. */
        record Changed(Realm realm) implements Outcome {}

        /** The settings violate rules. */
        record Invalid(Set<SettingsRule> rules) implements Outcome {}

        /** The settings were changed by another request since the caller read them; the current state. */
        record Stale(Realm current) implements Outcome {}

        /** The caller has not recently received a code by these channels, which the settings would require. */
        record Unproven(Set<Channel> channels) implements Outcome {}

        /** The caller's session has not verified a factor as strong as that, which the settings would require of the role. */
        record Unmet(FactorStrength minimum) implements Outcome {}

        /** Applies the function that matches the outcome. */
        default <T> T fold(
                Function<Realm, T> changed,
                Function<Set<SettingsRule>, T> invalid,
                Function<Realm, T> stale,
                Function<Set<Channel>, T> unproven,
                Function<FactorStrength, T> unmet) {
            if (this instanceof Changed done) {
                return changed.apply(done.realm());
            }
            if (this instanceof Invalid found) {
                return invalid.apply(found.rules());
            }
            if (this instanceof Stale late) {
                return stale.apply(late.current());
            }
            return this instanceof Unproven missing
                    ? unproven.apply(missing.channels())
                    : unmet.apply(((Unmet) this).minimum());
        }
    }

    /** Changes settings of the caller's realm; what the edit leaves alone stays as stored. */
    @Transactional
    public Outcome change(Caller caller, Edit edit) {
        Actor actor = actors.confirm(caller, Permission.ADMINISTRATION);
        Realm before = actor.realm();
        RealmSettings stored = realms.stored(before);
        RealmSettings settings = edit.values().apply(stored);
        Set<SettingsRule> broken = SettingsRule.violatedBy(settings, before.channels());
        broken.retainAll(edit.rules());
        if (!broken.isEmpty()) {
            return new Outcome.Invalid(broken);
        }
        if (!edit.known().test(before)) {
            return new Outcome.Stale(before);
        }
        var policy = new PolicyChange(stored.mfa(), settings.mfa());
        if (policy.changesChannels()) {
            Set<Channel> unproven =
                    proofs.missing(actor.session().id(), settings.mfa().method());
            if (!unproven.isEmpty()) {
                return new Outcome.Unproven(unproven);
            }
        }
        Optional<FactorStrength> unmet =
                policy.unmet(actor.session().role(), actor.session().secondFactor());
        if (unmet.isPresent()) {
            return new Outcome.Unmet(unmet.get());
        }
        Realm after = realms.update(before, settings);
        apply(actor, stored, after);
        return new Outcome.Changed(after);
    }

    /** Applies the consequences of the change; the actor's session remains, since it has just met the new policy. */
    private void apply(Actor actor, RealmSettings before, Realm after) {
        Map<String, String> differences = SettingsDifference.between(before, after.settings());
        if (differences.isEmpty()) {
            return;
        }
        audit.record(actor.event(AuditEventType.SETTINGS_CHANGED, differences));
        RealmSettings.Mfa mfa = after.settings().mfa();
        var policy = new PolicyChange(before.mfa(), mfa);
        if (policy.endsTrust()) {
            browsers.revokeAll(after.id());
        }
        if (policy.rerouted()) {
            lockout.clearAll(after.id());
        }
        policy.affected()
                .forEach(role -> sessions.revokeUnproven(
                        after.id(),
                        role,
                        SecondFactor.accepted(mfa, role),
                        actor.session().id()));
        if (policy.changesChannels()) {
            announce(MailKind.MFA_ENABLED, actor, Map.of("method", mfa.method().name()));
        } else if (policy.switched()) {
            announce(MailKind.MFA_DISABLED, actor, Map.of());
        }
        policy.raised()
                .forEach(role -> announce(
                        MailKind.MFA_MINIMUM_RAISED,
                        actor,
                        Map.of(
                                RealmNotices.ROLE,
                                role.name(),
                                "factor",
                                mfa.minimumOf(role).name())));
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

    /** Returns the channels that the caller must still receive a code by before these settings can be saved. */
    @Transactional
    public Set<Channel> unproven(RealmId id, SessionId session, RealmSettings settings) {
        return realms.find(id)
                .filter(realm -> new PolicyChange(realms.stored(realm).mfa(), settings.mfa()).changesChannels())
                .map(realm -> proofs.missing(session, settings.mfa().method()))
                .orElse(Set.of());
    }
}
