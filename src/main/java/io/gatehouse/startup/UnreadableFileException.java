package io.gatehouse.startup;

import java.nio.file.Path;

/** Thrown when the file of a {@code _FILE} variable cannot be read; the message contains the remedy. */
public final class UnreadableFileException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    UnreadableFileException(String variable, Path file, Throwable cause) {
        super(
                "%s leads to no file that can be read: %s%n      Correct the path, or let Gatehouse's user read it."
                        .formatted(variable, file),
                cause);
    }
}
