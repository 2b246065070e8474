package io.gatehouse;

import io.gatehouse.cli.Commands;
import io.gatehouse.cli.StartupChecks;
import io.gatehouse.startup.StartupSettings;
import io.gatehouse.startup.UnreadableFileException;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;

/** Starts the server, or with a first argument the command of that name. */
@QuarkusMain
public final class Main {

    Main() {}

    public static void main(String... args) {
        if (args.length == 0) {
            refuseIfUnfit();
        }
        run(args);
    }

    /** Starts the server without the production checks. */
    public static void run(String... args) {
        // To a malformed target Quarkus responds with an empty body; RequestSyntax rejects it with a problem.
        System.setProperty("vertx.disableURIValidation", "true");
        if (args.length == 0) {
            Quarkus.run();
        } else {
            System.exit(Commands.run(args));
        }
    }

    private static void refuseIfUnfit() {
        try {
            StartupChecks.ofServer(StartupSettings.read()).refusal().ifPresent(Main::refuse);
        } catch (UnreadableFileException e) {
            refuse("Gatehouse does not start:%n%n  %s".formatted(e.getMessage()));
        }
    }

    private static void refuse(String refusal) {
        System.err.println(refusal);
        System.exit(1);
    }
}
