package io.gatehouse.startup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Checks that temporary files can be written, and that the trusted certificates can be read. */
public final class FilesCheck implements StartupCheck {
    private static final String TEMPORARY = "java.io.tmpdir";
    private static final String TRUSTED = "gatehouse.trusted-certificates";

    @Override
    public List<Finding> findings(StartupSettings settings) {
        List<Finding> findings = new ArrayList<>();
        String folder = settings.text(TEMPORARY).orElse("");
        try {
            Files.delete(Files.createTempFile(Path.of(folder), "gatehouse", ""));
        } catch (IOException e) {
            findings.add(Finding.broken(
                    TEMPORARY,
                    "is no folder that can be written to: " + folder,
                    "Mount one there that Gatehouse's user can write to, such as a tmpfs, or name another by"
                            + " JAVA_TOOL_OPTIONS=-D" + TEMPORARY + "=/path."));
        }
        try {
            if (settings.text(TRUSTED).isPresent()) {
                settings.trust();
            }
        } catch (IOException e) {
            findings.add(Finding.broken(
                    TRUSTED,
                    "leads to no certificates: " + e.getMessage(),
                    "Set it to a PEM file that Gatehouse's user can read, or remove it to trust the system's."));
        }
        return findings;
    }
}
