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

/** The languages there are message files for, of pages and messages alike; one is added by adding its files. */
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

    /** Every language there is, by its name in the language itself. */
    public List<Locale> all() {
        return Stream.concat(Stream.of(DEFAULT), translated.stream().filter(language -> !language.equals(DEFAULT)))
                .sorted(Comparator.comparing(
                        language -> language.getDisplayLanguage(language), String.CASE_INSENSITIVE_ORDER))
                .toList();
    }

    /**
     * The first wish that can be fulfilled, else English.
     *
     * @param wishes language tags (BCP 47), or ranges of them as in {@code Accept-Language} (RFC 9110, section 12.5.4)
     */
    public Locale choose(List<Optional<String>> wishes) {
        return wishes.stream()
                .flatMap(Optional::stream)
                .flatMap(this::find)
                .findFirst()
                .orElse(DEFAULT);
    }

    /** The language, or a more common form of it, if there is one, else English. */
    Locale choose(Locale wish) {
        return choose(List.of(Optional.of(wish.toLanguageTag())));
    }

    /** The messages of a bundle in a language {@link #choose} gave; in English where the bundle does not speak it. */
    public <T> T messages(Class<T> bundle, Locale language) {
        var spoken = Localized.Literal.of(language.toLanguageTag());
        return Arc.container().select(bundle, spoken).isResolvable()
                ? MessageBundles.get(bundle, spoken)
                : MessageBundles.get(bundle);
    }

    private Stream<Locale> find(String ranges) {
        try {
            return Stream.ofNullable(Locale.lookup(LanguageRange.parse(ranges), all()));
        } catch (IllegalArgumentException e) {
            return Stream.empty();
        }
    }
}
