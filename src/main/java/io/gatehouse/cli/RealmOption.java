package io.gatehouse.cli;

import io.gatehouse.realm.Realm;
import io.gatehouse.realm.Realms;
import io.quarkus.arc.Arc;
import picocli.CommandLine.Option;

/** The realm a command is about. */
final class RealmOption {
    @Option(names = "--realm", required = true, description = "Name of the realm, as in addresses.")
    String slug;

    /**
     * The realm as it stands now; to be asked for within the running application.
     *
     * @throws CommandFailure if there is none of that name
     */
    Realm get() {
        return Arc.container()
                .instance(Realms.class)
                .get()
                .find(slug)
                .orElseThrow(() -> CommandFailure.refused("There is no realm " + slug + "."));
    }
}
