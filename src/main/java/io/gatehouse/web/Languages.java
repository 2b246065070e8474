package io.gatehouse.web;

import io.quarkus.qute.i18n.Localized;
import io.quarkus.qute.i18n.MessageBundles;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import java.util.List;
import java.util.Locale;
import java.util.Locale.LanguageRange;
import java.util.Optional;
import java.util.stream.Stream;

/** The languages there are message files for; one is added by adding its files. */
@ApplicationScoped
class Languages {
    private static final Locale DEFAULT = Locale.ENGLISH;

    private final List<Locale> translated;

    Languages(@Any Instance<FrameMessages> bundles) {
        translated = bundles.handlesStream()
                .flatMap(bundle -> bundle.getBean().getQualifiers().stream())
                .flatMap(qualifier -> qualifier instanceof Localized localized
                        ? Stream.of(Locale.forLanguageTag(localized.value()))
                        : Stream.empty())
                .toList();
    }

    /** The first of a reader's languages that there is, else the realm's, else English. */
    Locale choose(Optional<String> acceptLanguage, Optional<String> realm) {
        return acceptLanguage
                .flatMap(this::find)
                .or(() -> realm.flatMap(this::find))
                .orElse(DEFAULT);
    }

    /** The messages of a bundle in a language {@link #choose} gave. */
    <T> T messages(Class<T> bundle, Locale language) {
        return translated.contains(language)
                ? MessageBundles.get(bundle, Localized.Literal.of(language.toLanguageTag()))
                : MessageBundles.get(bundle);
    }

    private Optional<Locale> find(String ranges) {
        try {
            List<Locale> known =
                    Stream.concat(Stream.of(DEFAULT), translated.stream()).toList();
            return Optional.ofNullable(Locale.lookup(LanguageRange.parse(ranges), known));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
