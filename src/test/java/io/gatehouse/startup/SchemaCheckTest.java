package io.gatehouse.startup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.flywaydb.core.api.MigrationVersion;
import org.junit.jupiter.api.Test;

class SchemaCheckTest {
    @Test
    void lists_every_migration_in_order() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("src/main/resources/db/migration"))) {
            assertThat(files.map(file -> file.getFileName().toString())
                            .filter(name -> name.startsWith("V"))
                            .sorted(Comparator.comparing(
                                    name -> MigrationVersion.fromVersion(name.substring(1, name.indexOf("__"))))))
                    .containsExactlyElementsOf(SchemaCheck.MIGRATIONS);
        }
    }
}
