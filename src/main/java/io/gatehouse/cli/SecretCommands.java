package io.gatehouse.cli;

import io.gatehouse.kernel.crypto.MasterKey;
import io.gatehouse.kernel.crypto.Randomness;
import io.quarkus.runtime.annotations.RegisterForReflection;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Generates secrets. */
@Command(name = "secret", description = "Makes secrets.")
final class SecretCommands {

    /** The output for a secret. */
    @RegisterForReflection
    record Generated(String secretKey) {}

    @Command(
            name = "generate",
            description = "Prints a new master key for gatehouse.secret-key. Needs no settings, and stores nothing.")
    int generate(@Mixin Printer printer) {
        String key = MasterKey.generate(new Randomness());
        printer.print(new Generated(key), key);
        return 0;
    }
}
