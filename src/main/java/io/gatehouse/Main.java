package io.gatehouse;

import io.gatehouse.cli.Commands;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;

/** Starts the server, or with a first argument the command of that name. */
@QuarkusMain
public final class Main {

    Main() {}

    public static void main(String... args) {
        if (args.length == 0) {
            Quarkus.run();
        } else {
            Commands.prepare();
            Quarkus.run(Commands.class, args);
        }
    }
}
