package io.gatehouse.delivery.text;

import io.quarkus.arc.Arc;
import io.quarkus.qute.i18n.Localized;
import io.quarkus.qute.i18n.MessageBundles;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Locale.LanguageRange;
import java.util.Optional;
import java.util.stream.Stream;

/** The supported languages of pages and messages; one is added by adding its message files. */
@Singleton
public class Languages {
    private static final Locale DEFAULT = Locale.ENGLISH;

    private final List<Locale> translated;

    Languages(@Any Instance<MailTexts> bundles) {
        translated = bundles.handlesStream()
                .flatMap(bundle -> bundle.getBean().getQualifiers().stream())
                .flatMap(qualifier -> qualifier instanceof Localized localized
                        ? Stream.of(Locale.forLanguageTag(localized.value()))
                        : Stream.empty())
                .toList();
    }

    /** Returns all languages, sorted by their own names. */
    public List<Locale> all() {
        return Stream.concat(Stream.of(DEFAULT), translated.stream().filter(language -> !language.equals(DEFAULT)))
                .sorted(Comparator.comparing(
                        language -> language.getDisplayLanguage(language), String.CASE_INSENSITIVE_ORDER))
                .toList();
    }

    /**
     * Returns the first preference that is supported, or else English.
     *
     * @param preferences language tags (BCP 47), or ranges of them as in {@code Accept-Language} (RFC 9110, section 12.5.4)
     */
    public Locale choose(List<Optional<String>> preferences) {
        return preferences.stream()
                .flatMap(Optional::stream)
                .flatMap(ranges -> find(ranges).stream())
                .findFirst()
                .orElse(DEFAULT);
    }

    /** Returns the language, or a more general form of it, if that is supported, or else English. */
    Locale choose(Locale preferred) {
        return choose(List.of(Optional.of(preferred.toLanguageTag())));
    }

    /** Returns the bundle in a language from {@link #choose}, or in English if the bundle is not translated. */
    public <T> T messages(Class<T> bundle, Locale language) {
        var localized = Localized.Literal.of(language.toLanguageTag());
        return Arc.container().select(bundle, localized).isResolvable()
                ? MessageBundles.get(bundle, localized)
                : MessageBundles.get(bundle);
    }

    /** Returns the first of the language ranges that is supported, or empty if none is or they are malformed. */
    public Optional<Locale> find(String ranges) {
        try {
            return Optional.ofNullable(Locale.lookup(LanguageRange.parse(ranges), all()));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
