package io.gatehouse.administration.settings;

import io.gatehouse.caller.Actor;
import io.gatehouse.caller.Actors;
import io.gatehouse.caller.Caller;
import io.gatehouse.caller.Permission;
import io.gatehouse.kernel.id.RealmId;
import io.gatehouse.realm.Channel;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.RealmSettings;
import io.gatehouse.realm.Realms;
import io.gatehouse.realm.SettingsRule;
import io.gatehouse.session.Session.SessionId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Set;
import java.util.function.LongPredicate;

/** Changes a realm's settings and applies the consequences, one change at a time. */
@ApplicationScoped
public class SettingsChanges {
    private final Actors actors;
    private final Realms realms;
    private final ChannelProofs proofs;
    private final SettingsChangeHandler handler;

    SettingsChanges(Actors actors, Realms realms, ChannelProofs proofs, SettingsChangeHandler handler) {
        this.actors = actors;
        this.realms = realms;
        this.proofs = proofs;
        this.handler = handler;
    }

    /**
     * Replaces the settings of the caller's realm.
     *
     * @param known whether the caller has seen the current version
     */
    @Transactional
    public SettingsOutcome change(Caller caller, LongPredicate known, RealmSettings settings) {
        Actor actor = actors.confirm(caller, Permission.ADMINISTRATION);
        Set<SettingsRule> broken = SettingsRule.violatedBy(settings);
        if (!broken.isEmpty()) {
            return new SettingsOutcome.Invalid(broken);
        }
        Realm before = actor.realm();
        if (!known.test(before.version())) {
            return new SettingsOutcome.Stale(before);
        }
        if (changesChannels(before.settings().mfa(), settings.mfa())) {
            Set<Channel> unproven =
                    proofs.missing(actor.session().id(), settings.mfa().method());
            if (!unproven.isEmpty()) {
                return new SettingsOutcome.Unproven(unproven);
            }
        }
        Realm after = realms.update(before, settings);
        handler.apply(actor, before, after);
        return new SettingsOutcome.Changed(after);
    }

    /** Returns the channels that the caller must still receive a code by before these settings can be saved. */
    @Transactional
    public Set<Channel> unproven(RealmId id, SessionId session, RealmSettings settings) {
        return realms.find(id)
                .filter(realm -> changesChannels(realm.settings().mfa(), settings.mfa()))
                .map(realm -> proofs.missing(session, settings.mfa().method()))
                .orElse(Set.of());
    }

    /** Returns whether the change adds a channel. */
    private static boolean changesChannels(RealmSettings.Mfa before, RealmSettings.Mfa after) {
        return after.enabled() && (!before.enabled() || before.method() != after.method());
    }
}
