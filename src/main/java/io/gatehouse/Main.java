package io.gatehouse;

import io.gatehouse.cli.Commands;
import io.gatehouse.cli.ProductionReadiness;
import io.gatehouse.platform.configuration.UnreadableFileException;
import io.gatehouse.platform.readiness.Settings;
import io.quarkus.runtime.Application;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import io.quarkus.runtime.configuration.ConfigUtils;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

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
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        var checks = CompletableFuture.supplyAsync(() -> ProductionReadiness.of(settings(loader)));
        initialize(loader);
        try {
            ProductionReadiness readiness = checks.join();
            readiness.refusal().ifPresent(Main::refuse);
            if (readiness.isMigrated()) {
                // Neither Quarkus nor MigrationCheck has anything to ask it.
                System.setProperty("quarkus.flyway.active", "false");
            }
        } catch (CompletionException e) {
            if (!(e.getCause() instanceof UnreadableFileException)) {
                throw e;
            }
            refuse("Gatehouse does not start:%n%n  %s".formatted(e.getCause().getMessage()));
        }
    }

    private static void refuse(String refusal) {
        System.err.println(refusal);
        System.exit(1);
    }

    /** Settings of their own: what ConfigProvider hands out changes while Quarkus initialises. */
    private static Settings settings(ClassLoader loader) {
        return new Settings(ConfigUtils.configBuilder().forClassLoader(loader).build());
    }

    private static void initialize(ClassLoader loader) {
        try {
            Class.forName(Application.APP_CLASS_NAME, true, loader);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }
}
