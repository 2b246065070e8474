package io.gatehouse.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;

/** What is shipped has no trace of development: no embedded servers, no outbox page, no demo data. */
class ProductionArtifactIT {

    private static final Path ARTIFACT = Path.of("target", "quarkus-app");
    private static final Pattern FORBIDDEN = Pattern.compile(
            "io/gatehouse/(dev|testing)/|templates/dev/|/?demo[-/.]|zonky|embedded-(postgres|redis)|redis-server|\\.txz$"
                    + "|wiremock|greenmail|playwright");

    @Test
    void ships_nothing_of_development() throws IOException {
        List<String> names = new ArrayList<>();
        try (Stream<Path> files = Files.walk(ARTIFACT)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                names.add(ARTIFACT.relativize(file).toString());
                if (file.toString().endsWith(".jar")) {
                    names.addAll(entries(file));
                }
            }
        }

        assertThat(names).anyMatch(name -> name.endsWith("!io/gatehouse/Main.class"));
        assertThat(names)
                .noneMatch(
                        name -> FORBIDDEN.matcher(name.toLowerCase(Locale.ROOT)).find());
    }

    private static List<String> entries(Path jar) throws IOException {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            return zip.stream()
                    .map(entry -> jar.getFileName() + "!" + entry.getName())
                    .toList();
        }
    }
}
