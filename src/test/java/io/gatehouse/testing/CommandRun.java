package io.gatehouse.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.ConfigProvider;

/** A command of the shipped artifact, run to its end beside the application under test. */
public record CommandRun(int exitCode, String out, String err) {
    private static final List<String> SETTINGS = List.of(
            "quarkus.datasource.jdbc.url",
            "quarkus.datasource.username",
            "quarkus.datasource.password",
            "quarkus.redis.hosts",
            "gatehouse.secret-key",
            "gatehouse.public-url");

    /** Runs the command with the settings of the application under test. */
    public static CommandRun of(String... arguments) {
        return with(environment(), arguments);
    }

    /** Runs the command with those settings, but on another database of the same server. */
    public static CommandRun on(String url, String... arguments) {
        return where(Map.of("QUARKUS_DATASOURCE_JDBC_URL", url), arguments);
    }

    /** Runs the command with the settings of the application under test, except for those environment variables. */
    public static CommandRun where(Map<String, String> others, String... arguments) {
        Map<String, String> environment = new HashMap<>(environment());
        environment.putAll(others);
        return with(environment, arguments);
    }

    /** Runs the command, or without one the server, with these environment variables. */
    static CommandRun with(Map<String, String> environment, String... arguments) {
        try {
            Path out = Files.createTempFile("command", ".out");
            Path err = Files.createTempFile("command", ".err");
            List<String> command = new ArrayList<>(Artifact.command());
            command.addAll(List.of(arguments));
            var builder =
                    new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
            // Those of the tests themselves are no settings.
            builder.environment().keySet().removeIf(name -> name.startsWith("GATEHOUSE_"));
            builder.environment().putAll(environment);
            Process process = builder.start();
            if (!process.waitFor(120, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException("The command does not end, see " + err);
            }
            return new CommandRun(process.exitValue(), Files.readString(out), Files.readString(err));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Map<String, String> environment() {
        return SETTINGS.stream()
                .collect(Collectors.toMap(
                        name -> name.toUpperCase(Locale.ROOT).replaceAll("[.-]", "_"),
                        name -> ConfigProvider.getConfig().getValue(name, String.class)));
    }
}
