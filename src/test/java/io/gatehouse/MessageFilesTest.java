package io.gatehouse;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a translation must share with the English it is of: a text that is missing would be shown in English unnoticed. */
class MessageFilesTest {
    private static final Path FILES = Path.of("src/main/resources/messages");
    private static final String ENGLISH = "_en.properties";
    private static final List<String> LANGUAGES = List.of("de", "fr", "es", "ja");
    private static final Pattern PARAMETER = Pattern.compile("\\{(?:#if |#else if )?(\\w+)");

    static Stream<Arguments> translations() throws IOException {
        try (Stream<Path> files = Files.list(FILES)) {
            List<String> bundles = files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(ENGLISH))
                    .map(name -> name.substring(0, name.length() - ENGLISH.length()))
                    .sorted()
                    .toList();
            return bundles.stream()
                    .flatMap(bundle -> LANGUAGES.stream().map(language -> Arguments.of(bundle, language)));
        }
    }

    @ParameterizedTest(name = "{0} in {1}")
    @MethodSource("translations")
    void a_translation_has_the_texts_of_the_english_in_their_order(String bundle, String language) throws IOException {
        assertThat(texts(bundle, language).keySet())
                .containsExactlyElementsOf(texts(bundle, "en").keySet());
        assertThat(texts(bundle, language).values()).noneMatch(String::isBlank);
    }

    @ParameterizedTest(name = "{0} in {1}")
    @MethodSource("translations")
    void a_translated_text_tells_what_the_english_tells(String bundle, String language) throws IOException {
        Map<String, String> translated = texts(bundle, language);
        texts(bundle, "en")
                .forEach((key, english) -> assertThat(parameters(translated.getOrDefault(key, "")))
                        .as(key)
                        .isEqualTo(parameters(english)));
    }

    @ParameterizedTest(name = "{0} in {1}")
    @MethodSource("translations")
    void a_section_that_is_opened_is_closed(String bundle, String language) throws IOException {
        texts(bundle, language)
                .forEach((key, text) ->
                        assertThat(text.split("\\{#if ", -1)).as(key).hasSameSizeAs(text.split("\\{/if}", -1)));
    }

    private static Collection<String> parameters(String text) {
        return PARAMETER.matcher(text).results().map(match -> match.group(1)).collect(toCollection(TreeSet::new));
    }

    private static Map<String, String> texts(String bundle, String language) throws IOException {
        Map<String, String> texts = new LinkedHashMap<>();
        for (String line : Files.readAllLines(FILES.resolve(bundle + "_" + language + ".properties"))) {
            if (!line.isBlank()) {
                String[] text = line.split("=", 2);
                assertThat(texts.put(text[0], text[1])).as("%s twice", text[0]).isNull();
            }
        }
        return texts;
    }
}
