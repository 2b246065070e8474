package io.gatehouse.cli;

import io.quarkus.arc.Unremovable;
import io.quarkus.runtime.QuarkusApplication;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IFactory;

/** The operations commands: the same artifact with a first argument, without a server; logs go to standard error. */
@Singleton
@Unremovable
@Command(
        name = "gatehouse",
        description = "Looks after a Gatehouse installation.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {BootstrapCommand.class})
public class Commands implements QuarkusApplication {
    /** What the application leaves out while it runs a command. */
    private static final Map<String, String> SETTINGS = Map.of(
            "quarkus.http.host-enabled", "false",
            "quarkus.management.host-enabled", "false",
            "quarkus.scheduler.enabled", "false",
            "quarkus.banner.enabled", "false",
            "quarkus.log.level", "WARN",
            "quarkus.log.console.stderr", "true");

    private final Instance<BootstrapCommand> bootstrap;

    Commands(Instance<BootstrapCommand> bootstrap) {
        this.bootstrap = bootstrap;
    }

    /** Prepares the application that is about to start for a command. */
    public static void prepare() {
        SETTINGS.forEach(System::setProperty);
    }

    @Override
    public int run(String... args) {
        return new CommandLine(this, new Beans()).execute(args);
    }

    /** Takes commands from the application's beans. */
    private final class Beans implements IFactory {
        private final IFactory plain = CommandLine.defaultFactory();

        @Override
        public <K> K create(Class<K> type) throws Exception {
            return type.isAssignableFrom(BootstrapCommand.class) ? type.cast(bootstrap.get()) : plain.create(type);
        }
    }
}
