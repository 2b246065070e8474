package io.gatehouse.administration;

import io.gatehouse.platform.Requester;
import io.gatehouse.realm.Channel;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.RealmSettings;
import io.gatehouse.realm.Realms;
import io.gatehouse.session.Session;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Set;
import java.util.function.LongPredicate;

/** Changes a realm's settings together with all that follows from it, one change after another. */
@ApplicationScoped
public class SettingsChanges {
    private final Realms realms;
    private final ChannelProofs proofs;
    private final SettingsEffects effects;

    SettingsChanges(Realms realms, ChannelProofs proofs, SettingsEffects effects) {
        this.realms = realms;
        this.proofs = proofs;
        this.effects = effects;
    }

    /**
     * Puts the settings wished for in place of the actor's realm's.
     *
     * @param known whether the version is one the actor has seen
     */
    @Transactional
    public SettingsOutcome change(Session actor, LongPredicate known, RealmSettings wished, Requester requester) {
        Set<SettingsRule> broken = SettingsRule.brokenBy(wished);
        if (!broken.isEmpty()) {
            return new SettingsOutcome.Broken(broken);
        }
        Realm before = realms.getForUpdate(actor.realm());
        if (!known.test(before.version())) {
            return new SettingsOutcome.Stale(before);
        }
        if (takesAnotherWay(before.settings().mfa(), wished.mfa())) {
            Set<Channel> unproven = proofs.missing(actor.id(), wished.mfa().method());
            if (!unproven.isEmpty()) {
                return new SettingsOutcome.Unproven(unproven);
            }
        }
        Realm after = realms.update(before, wished);
        effects.follow(actor, before, after, requester);
        return new SettingsOutcome.Changed(after);
    }

    /** The channels of the settings wished for that the actor has yet to receive a code by, before they can hold. */
    @Transactional
    public Set<Channel> unproven(Session actor, RealmSettings wished) {
        return realms.find(actor.realm())
                .filter(realm -> takesAnotherWay(realm.settings().mfa(), wished.mfa()))
                .map(realm -> proofs.missing(actor.id(), wished.mfa().method()))
                .orElse(Set.of());
    }

    /** Whether codes take a way from now on that they did not take before. */
    private static boolean takesAnotherWay(RealmSettings.Mfa before, RealmSettings.Mfa after) {
        return after.enabled() && (!before.enabled() || before.method() != after.method());
    }
}
