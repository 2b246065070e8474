package io.gatehouse.cli;

import io.gatehouse.administration.command.KeyCommands;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.Realms;
import io.quarkus.arc.Arc;
import java.util.List;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Looks after signing keys. */
@Command(name = "keys", description = "Replaces signing keys.")
final class KeysCommands {

    /** One realm or all of them. */
    static final class Chosen {
        @Option(names = "--realm", required = true, description = "Name of the realm, as in addresses.")
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

    /** What a rotation is printed as. */
    record Rotated(List<String> realms) {}

    @Command(
            name = "rotate",
            description = {
                "Replaces the key that signs access tokens.",
                "The new one is published at once and signs 10 minutes later; tokens of the old one stay valid to their end."
            })
    int rotate(@ArgGroup(multiplicity = "1") Chosen chosen, @Mixin Printer printer) {
        List<String> rotated = CommandRuntime.ask(KeyCommands.class, keys -> {
            List<Realm> realms = chosen.realms();
            realms.forEach(keys::rotate);
            return realms.stream().map(Realm::slug).toList();
        });
        printer.print(new Rotated(rotated), "New signing keys are published for: " + String.join(", ", rotated));
        return 0;
    }
}
