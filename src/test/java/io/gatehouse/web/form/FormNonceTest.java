package io.gatehouse.web.form;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FormNonceTest {
    private static final Path TEMPLATES = Path.of("src/main/resources/templates");
    private static final Pattern POST_WITHOUT_NONCE =
            Pattern.compile("<form [^>]*method=\"post\"[^>]*>(?!\\{#once /})");

    static Stream<Path> templates() throws IOException {
        return Files.walk(TEMPLATES).filter(Files::isRegularFile);
    }

    @ParameterizedTest
    @MethodSource("templates")
    void is_in_every_form_that_is_posted(Path template) throws IOException {
        assertThat(POST_WITHOUT_NONCE.matcher(Files.readString(template)).find())
                .as(template.toString())
                .isFalse();
    }
}
