package io.gatehouse.administration.settings;

import io.gatehouse.realm.Channel;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.SettingsRule;
import java.util.Set;
import java.util.function.Function;

/** What becomes of a wish for other settings. */
public sealed interface SettingsOutcome {

    /** They hold from the next request on. */
    record Changed(Realm realm) implements SettingsOutcome {}

    /** They break rules. */
    record Broken(Set<SettingsRule> rules) implements SettingsOutcome {}

    /** Somebody else has changed them since they were read; this is how they stand now. */
    record Stale(Realm current) implements SettingsOutcome {}

    /** The actor has not lately received a code by these channels, which everybody's codes would take. */
    record Unproven(Set<Channel> channels) implements SettingsOutcome {}

    /** Handles every case. */
    default <T> T fold(
            Function<Realm, T> changed,
            Function<Set<SettingsRule>, T> broken,
            Function<Realm, T> stale,
            Function<Set<Channel>, T> unproven) {
        if (this instanceof Changed done) {
            return changed.apply(done.realm());
        }
        if (this instanceof Broken rules) {
            return broken.apply(rules.rules());
        }
        return this instanceof Stale late ? stale.apply(late.current()) : unproven.apply(((Unproven) this).channels());
    }
}
