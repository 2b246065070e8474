package io.gatehouse.web.layout;

import io.gatehouse.delivery.text.Languages;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The language menu of a realm's sign-in pages. Only on pages requested by GET: after a POST, the entered values would
 * be lost. Not on pages whose address is the request of an application.
 */
@ApplicationScoped
@Named("languageMenu")
public class LanguageMenu {
    /** The query parameter that chooses a language. */
    static final String PARAMETER = "language";

    private final Languages languages;
    private final RoutingContext routing;
    private final PageRequest page;

    LanguageMenu(Languages languages, RoutingContext routing, PageRequest page) {
        this.languages = languages;
        this.routing = routing;
        this.page = page;
    }

    /**
     * A language to choose.
     *
     * @param tag BCP 47 language tag
     * @param name in the language itself
     * @param address of the same page in that language
     */
    public record Choice(String tag, String name, String address) {}

    /** Returns all languages, sorted by name; empty where there is no menu, or if the caller's account has a language. */
    public List<Choice> choices() {
        HttpServerRequest request = routing.request();
        if (request.method() != HttpMethod.GET
                || RealmPaths.slugIn(request.path()).isEmpty()
                || request.path().contains(RealmPaths.OPENID)
                || page.ownLanguage().isPresent()) {
            return List.of();
        }
        return languages.all().stream()
                .map(language -> new Choice(language.toLanguageTag(), name(language), address(language)))
                .toList();
    }

    /** Returns the language that the query requests, or empty if there is none. */
    Optional<String> chosen() {
        return page.parameter(PARAMETER)
                .filter(tag ->
                        languages.all().stream().map(Locale::toLanguageTag).anyMatch(tag::equals));
    }

    /** Returns the query parameters to keep when the language changes; none that could redirect to another host. */
    String query() {
        return Stream.of(
                        kept(Flow.HANDLE, page.parameter(Flow.HANDLE)),
                        kept("return_to", page.returnTo().map(ReturnTo::value)),
                        kept("token", page.parameter("token")))
                .flatMap(Optional::stream)
                .collect(Collectors.joining("&"));
    }

    private static Optional<String> kept(String name, Optional<String> value) {
        return value.map(text -> parameter(name, text));
    }

    private String address(Locale language) {
        return Stream.of(query(), parameter(PARAMETER, language.toLanguageTag()))
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining("&", "?", ""));
    }

    private static String parameter(String name, String value) {
        return name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    /** Returns a language's name in the language itself, capitalized for a list. */
    public static String name(Locale language) {
        String name = language.getDisplayLanguage(language);
        return name.substring(0, 1).toUpperCase(language) + name.substring(1);
    }
}
