package io.gatehouse.startup;

import java.nio.file.Path;

/** A setting that names a file names none that can be read; the message says which, and what to do. */
public final class UnreadableFileException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    UnreadableFileException(String variable, Path file, Throwable cause) {
        super(
                "%s leads to no file that can be read: %s%n      Correct the path, or let Gatehouse's user read it."
                        .formatted(variable, file),
                cause);
    }
}
