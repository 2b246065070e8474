package io.gatehouse.administration.settings;

import io.gatehouse.realm.Channel;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.SettingsRule;
import java.util.Set;
import java.util.function.Function;

/** The outcome of a request to change settings. */
public sealed interface SettingsOutcome {

    /** The settings were changed, effective from the next request on. */
    record Changed(Realm realm) implements SettingsOutcome {}

    /** The settings violate rules. */
    record Invalid(Set<SettingsRule> rules) implements SettingsOutcome {}

    /** The settings were changed by another request since the caller read them; the current state. */
    record Stale(Realm current) implements SettingsOutcome {}

    /** The caller has not recently received a code by these channels, which the settings would require. */
    record Unproven(Set<Channel> channels) implements SettingsOutcome {}

    /** Applies the function that matches the outcome. */
    default <T> T fold(
            Function<Realm, T> changed,
            Function<Set<SettingsRule>, T> invalid,
            Function<Realm, T> stale,
            Function<Set<Channel>, T> unproven) {
        if (this instanceof Changed done) {
            return changed.apply(done.realm());
        }
        if (this instanceof Invalid found) {
            return invalid.apply(found.rules());
        }
        return this instanceof Stale late ? stale.apply(late.current()) : unproven.apply(((Unproven) this).channels());
    }
}
