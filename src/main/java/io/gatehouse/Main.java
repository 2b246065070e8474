package io.gatehouse;

import io.gatehouse.cli.Commands;
import io.gatehouse.cli.ProductionReadiness;
import io.gatehouse.platform.readiness.Schema;
import io.gatehouse.platform.readiness.Settings;
import io.quarkus.runtime.Application;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.util.concurrent.CompletableFuture;
import org.eclipse.microprofile.config.ConfigProvider;

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

    /** Starts the same without asking whether it is fit for production. */
    public static void run(String... args) {
        if (args.length == 0) {
            Quarkus.run();
        } else {
            System.exit(Commands.run(args));
        }
    }

    /** The checks mostly wait for the database; meanwhile, the application is brought as far as it goes without it. */
    private static void refuseIfUnfit() {
        var settings = new Settings(ConfigProvider.getConfig());
        var checks = CompletableFuture.supplyAsync(() -> ProductionReadiness.of(settings));
        var current = checks.thenApply(done -> Schema.isCurrent(settings));
        initialize();
        checks.join().refusal().ifPresent(refusal -> {
            System.err.println(refusal);
            System.exit(1);
        });
        if (current.join()) {
            // Neither Quarkus nor MigrationCheck has anything to ask it.
            System.setProperty("quarkus.flyway.active", "false");
        }
    }

    private static void initialize() {
        try {
            Class.forName(
                    Application.APP_CLASS_NAME, true, Thread.currentThread().getContextClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }
}
