package io.gatehouse.administration.settings;

import io.gatehouse.realm.FactorStrength;
import io.gatehouse.realm.RealmSettings;
import io.gatehouse.realm.Role;
import io.gatehouse.session.Session.SecondFactor;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** The policy of the second factor before and after a change of settings, and what follows from their difference. */
record PolicyChange(RealmSettings.Mfa before, RealmSettings.Mfa after) {

    /** Returns whether the second factor is switched on or off. */
    boolean switched() {
        return before.enabled() != after.enabled();
    }

    /** Returns whether the second factor is on afterwards and its codes are sent another way. */
    boolean rerouted() {
        return after.enabled() && before.method() != after.method();
    }

    /** Returns whether the change switches the second factor on or changes its method. */
    boolean changesChannels() {
        return after.enabled() && (switched() || rerouted());
    }

    /** Returns whether no browser is trusted any more. */
    boolean endsTrust() {
        return switched() || !affected().isEmpty() || before.interval() != after.interval();
    }

    /** Returns the roles whose sessions must prove again that they meet the policy. */
    Set<Role> affected() {
        Set<Role> affected = EnumSet.allOf(Role.class);
        affected.removeIf(role -> !after.enabled()
                || !changesChannels()
                        && SecondFactor.accepted(after, role).containsAll(SecondFactor.accepted(before, role)));
        return affected;
    }

    /** Returns the roles that the policy requires a stronger factor of than before. */
    Set<Role> raised() {
        Set<Role> raised = EnumSet.allOf(Role.class);
        raised.removeIf(role -> {
            FactorStrength least = before.enabled() ? before.minimumOf(role) : FactorStrength.CODE;
            return !after.enabled() || least.meets(after.minimumOf(role));
        });
        return raised;
    }

    /**
     * Returns the factor that must be verified before it can be required of the own role, or empty if there is none.
     *
     * @param verified the second factor of the session that requests the change
     */
    Optional<FactorStrength> unmet(Role own, Optional<SecondFactor> verified) {
        boolean met = before.enabled()
                && verified.filter(SecondFactor.accepted(after, own)::contains).isPresent();
        return Optional.of(own).filter(role -> raised().contains(role) && !met).map(after::minimumOf);
    }
}
