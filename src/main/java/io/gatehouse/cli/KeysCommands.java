package io.gatehouse.cli;

import io.gatehouse.administration.command.KeyCommands;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.Realms;
import io.quarkus.arc.Arc;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Rotates signing keys. */
@Command(name = "keys", description = "Replaces signing keys.")
final class KeysCommands {

    /** The choice of one realm or all realms. */
    static final class Chosen {
        @Option(names = "--realm", required = true, description = "Name of the realm, as in URLs.")
        String slug;

        @Option(names = "--all", required = true, description = "Every realm.")
        boolean all;

        private List<Realm> realms() {
            Realms realms = Arc.container().instance(Realms.class).get();
            return all
                    ? realms.list()
                    : List.of(realms.find(slug)
                            .orElseThrow(() -> CommandFailure.refused("There is no realm " + slug + ".")));
        }
    }

    /** The output for a rotation. */
    @RegisterForReflection
    record Rotated(List<String> realms) {}

    @Command(
            name = "rotate",
            description = {
                "Replaces the key that signs access tokens.",
                "The new one is published at once and signs 10 minutes later; tokens of the old one stay valid until they expire."
            })
    int rotate(@ArgGroup(multiplicity = "1") Chosen chosen, @Mixin Printer printer) {
        List<String> rotated = CommandRuntime.call(KeyCommands.class, keys -> {
            List<Realm> realms = chosen.realms();
            realms.forEach(keys::rotate);
            return realms.stream().map(Realm::slug).toList();
        });
        printer.print(new Rotated(rotated), "New signing keys are published for: " + String.join(", ", rotated));
        return 0;
    }
}
