package io.gatehouse.cli;

import io.gatehouse.administrator.EmailAddress;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.TypeConversionException;

/** The command line: the same artifact with a first argument. */
@Command(
        name = "gatehouse",
        description = "Operates a Gatehouse installation. Without a command, starts the server.",
        mixinStandardHelpOptions = true,
        versionProvider = Commands.Version.class,
        scope = ScopeType.INHERIT,
        synopsisSubcommandLabel = "COMMAND",
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:done",
            "1:refused, nothing was changed; doctor, health: something is wrong",
            "2:an argument is missing or wrong",
            "3:the installation does not work: its settings, or what it depends on"
        })
public final class Commands {

    Commands() {}

    /** Runs a command and returns its exit code. */
    public static int run(String... args) {
        CommandLine realms = new CommandLine(new RealmCommands()).addSubcommand("create", new BootstrapCommand());
        return new CommandLine(new Commands())
                .addSubcommand("bootstrap", new BootstrapCommand())
                .addSubcommand(new DoctorCommand())
                .addSubcommand(new HealthCommand())
                .addSubcommand(new MigrateCommand())
                .addSubcommand("realm", realms)
                .addSubcommand(new AdminCommands())
                .addSubcommand(new BreakGlassCommand())
                .addSubcommand(new KeysCommands())
                .addSubcommand(new SecretCommands())
                .registerConverter(EmailAddress.class, Commands::email)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler(Commands::wrong)
                .setExecutionExceptionHandler((failure, line, parsed) -> failed(failure, line.getErr()))
                .execute(args);
    }

    /** Prints the version of this artifact. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Commands.class.getPackage().getImplementationVersion();
            return new String[] {version == null ? "Gatehouse" : "Gatehouse " + version};
        }
    }

    private static EmailAddress email(String typed) {
        return EmailAddress.parse(typed)
                .orElseThrow(() ->
                        new TypeConversionException("takes an address in plain ASCII, such as admin@example.com"));
    }

    private static int wrong(ParameterException e, String... args) {
        CommandLine line = e.getCommandLine();
        line.getErr().println(e.getMessage());
        line.getErr().println("See: " + line.getCommandSpec().qualifiedName() + " --help");
        return CommandLine.ExitCode.USAGE;
    }

    private static int failed(Exception failure, PrintWriter err) {
        err.println(failure.getMessage());
        return failure instanceof CommandFailure known ? known.exitCode() : CommandFailure.BROKEN;
    }
}
