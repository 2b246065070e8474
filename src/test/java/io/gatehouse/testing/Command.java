package io.gatehouse.testing;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Programs of this machine. */
public final class Command {
    /** Where servers lie, on the path of administrators alone. */
    private static final String SERVERS = File.pathSeparator + "/usr/sbin" + File.pathSeparator + "/usr/local/sbin";

    private Command() {}

    /** Returns the program of that name, or empty if it is not installed. */
    public static Optional<Path> find(String name) {
        String path = System.getenv().getOrDefault("PATH", "") + SERVERS;
        return Stream.of(path.split(File.pathSeparator))
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Runs a program to its end, which must be a good one. */
    static void run(Path log, String... command) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            if (!process.waitFor(5, TimeUnit.MINUTES) || process.exitValue() != 0) {
                throw new IllegalStateException(command[0] + " failed, see " + log);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
