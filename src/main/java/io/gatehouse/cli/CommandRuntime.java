package io.gatehouse.cli;

import io.gatehouse.kernel.RefusedStatement;
import io.gatehouse.startup.StartupSettings;
import io.quarkus.arc.Arc;
import io.quarkus.arc.Unremovable;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

/** Runs the application for one operation, without HTTP server and scheduler; logs go to standard error. */
@Singleton
@Unremovable
public class CommandRuntime implements QuarkusApplication {
    private static final Map<String, String> SETTINGS = Map.of(
            "quarkus.http.host-enabled", "false",
            "quarkus.management.host-enabled", "false",
            "quarkus.scheduler.enabled", "false",
            "quarkus.shutdown.delay", "0s",
            "quarkus.banner.enabled", "false",
            "quarkus.log.level", "WARN",
            "quarkus.log.console.stderr", "true");

    private static Runnable task;

    CommandRuntime() {}

    /**
     * Starts the application, calls that bean, and stops the application.
     *
     * @throws CommandFailure if the application does not start, or the call fails
     */
    static <B, T> T call(Class<B> bean, Function<B, T> operation) {
        StartupChecks.of(StartupSettings.read()).breakdown().ifPresent(text -> {
            throw CommandFailure.broken(text);
        });
        SETTINGS.forEach(System::setProperty);
        AtomicReference<T> result = new AtomicReference<>();
        AtomicReference<RuntimeException> error = new AtomicReference<>();
        task = () -> {
            try {
                result.set(operation.apply(Arc.container().instance(bean).get()));
            } catch (RuntimeException e) {
                error.set(e);
            }
        };
        AtomicReference<Throwable> failure = new AtomicReference<>();
        Quarkus.run(CommandRuntime.class, (exitCode, cause) -> failure.set(cause));
        if (error.get() != null) {
            throw RefusedStatement.find(error.get())
                    .map(refused -> (RuntimeException) CommandFailure.refused("The database refuses a value: "
                            + (refused == RefusedStatement.NOT_UNIQUE
                                    ? "another request has used it at the same time"
                                    : "it is out of range")
                            + ". Nothing was changed."))
                    .orElse(error.get());
        }
        if (failure.get() != null) {
            Throwable root = rootOf(failure.get());
            throw CommandFailure.broken(
                    root instanceof ConfigurationException
                            ? root.getMessage()
                            : "Gatehouse does not start: " + root.getMessage());
        }
        return result.get();
    }

    private static Throwable rootOf(Throwable failure) {
        return failure.getCause() == null ? failure : rootOf(failure.getCause());
    }

    @Override
    public int run(String... args) {
        task.run();
        return 0;
    }
}
