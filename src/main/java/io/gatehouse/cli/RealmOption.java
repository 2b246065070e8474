package io.gatehouse.cli;

import io.gatehouse.realm.Realm;
import io.gatehouse.realm.Realms;
import io.quarkus.arc.Arc;
import picocli.CommandLine.Option;

/** The option that names the realm of a command. */
final class RealmOption {
    @Option(names = "--realm", required = true, description = "Name of the realm, as in URLs.")
    String slug;

    /**
     * Returns the realm; requires the running application.
     *
     * @throws CommandFailure if there is no realm of that name
     */
    Realm get() {
        return Arc.container()
                .instance(Realms.class)
                .get()
                .find(slug)
                .orElseThrow(() -> CommandFailure.refused("There is no realm " + slug + "."));
    }
}
