package io.gatehouse.web.layout;

import io.gatehouse.caller.Caller;
import io.gatehouse.delivery.text.Languages;
import io.gatehouse.http.RealmCookies;
import io.gatehouse.http.RequestContext;
import io.gatehouse.kernel.Requester;
import io.gatehouse.password.PasswordVerifier.Client;
import io.gatehouse.realm.Realm;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.HttpException;
import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.List;
import java.util.Locale;
import java.util.Locale.LanguageRange;
import java.util.Optional;
import java.util.stream.Stream;

/** The current request for a page: its requester, its language and its cookies. */
@RequestScoped
public class PageRequest {
    /** The parameter of authorization and logout requests with the languages that the application prefers. */
    private static final String UI_LOCALES = "ui_locales";

    private final RoutingContext routing;
    private final RequestContext context;
    private final RealmCookies cookies;
    private final Languages languages;

    PageRequest(RoutingContext routing, RequestContext context, RealmCookies cookies, Languages languages) {
        this.routing = routing;
        this.context = context;
        this.cookies = cookies;
        this.languages = languages;
    }

    public Requester requester() {
        return context.requester();
    }

    /** Returns the caller, to be confirmed inside the transaction of a change. */
    public Caller caller(SignedIn caller) {
        return Caller.of(caller.session(), requester());
    }

    /** Returns the browser's {@code Accept-Language} header. */
    public Optional<String> acceptLanguage() {
        return Optional.ofNullable(routing.request().getHeader(HttpHeaders.ACCEPT_LANGUAGE));
    }

    /**
     * Returns the language of a realm's page. For a caller: the account's language, the menu's, the application's, the realm's;
     * without a session: the menu's, the application's, the browser's, the realm's.
     */
    public Locale language(Realm realm) {
        Optional<String> chosen = cookie(RealmCookies.Kind.LANGUAGE, realm);
        Optional<String> requested = parameter(UI_LOCALES)
                .map(tags -> tags.replace(' ', ','))
                .or(() -> cookie(RealmCookies.Kind.REQUESTED_LANGUAGE, realm));
        Optional<String> common = Optional.of(realm.settings().locale());
        return languages.choose(
                signedIn().isPresent()
                        ? List.of(ownLanguage(), chosen, requested, common)
                        : List.of(chosen, requested, acceptLanguage(), common));
    }

    /**
     * Returns the language of a realm's page with the browser's region, by which dates are formatted: "en" is "en-GB" for
     * a browser that asks for it. Without a region in that language, it is the language alone.
     */
    Locale locale(Realm realm) {
        Locale language = language(realm);
        return acceptLanguage().stream()
                .flatMap(PageRequest::ranges)
                .map(range -> Locale.forLanguageTag(range.getRange()))
                .filter(asked -> asked.getLanguage().equals(language.getLanguage())
                        && !asked.getCountry().isEmpty())
                .findFirst()
                .map(asked -> new Locale(asked.getLanguage(), asked.getCountry()))
                .orElse(language);
    }

    private static Stream<LanguageRange> ranges(String acceptLanguage) {
        try {
            return LanguageRange.parse(acceptLanguage).stream();
        } catch (IllegalArgumentException malformed) {
            return Stream.empty();
        }
    }

    /** Returns the language set in the caller's account, or empty if there is none. */
    Optional<String> ownLanguage() {
        return signedIn().flatMap(caller -> caller.administrator().locale());
    }

    /** Returns the caller, or empty if there is no session or the page did not need one. */
    public Optional<SignedIn> signedIn() {
        return routing.user() instanceof QuarkusHttpUser user
                ? Optional.ofNullable(user.getSecurityIdentity().getAttribute(SignedIn.ATTRIBUTE))
                : Optional.empty();
    }

    /** Returns the language of pages outside any realm. */
    public Locale language() {
        return languages.choose(List.of(acceptLanguage()));
    }

    /** Returns the color scheme chosen in this browser for a realm's pages. */
    ColorScheme colorScheme(Realm realm) {
        return ColorScheme.parse(cookie(RealmCookies.Kind.SCHEME, realm).orElse(""));
    }

    /** Returns path and query of the request. */
    String page() {
        return routing.request().uri();
    }

    /** Returns the page to return to that the query names, or empty if it names none on this host. */
    public Optional<ReturnTo> returnTo() {
        return parameter("return_to").flatMap(ReturnTo::parse);
    }

    /** Returns the value of a query parameter, or empty if it is absent or the query malformed. */
    Optional<String> parameter(String name) {
        try {
            return Optional.ofNullable(routing.queryParams().get(name));
        } catch (HttpException malformed) {
            return Optional.empty();
        }
    }

    /** Returns the realm of the path if the browser has a session cookie of it, which may have expired. */
    Optional<RealmPaths> realmOfSession() {
        return RealmPaths.slugIn(routing.request().path())
                .filter(slug -> cookies.read(routing.request(), RealmCookies.Kind.SESSION, slug)
                        .isPresent())
                .map(RealmPaths::new);
    }

    /** Returns the session cookie, which may have expired. */
    public Optional<String> session(Realm realm) {
        return cookie(RealmCookies.Kind.SESSION, realm);
    }

    /** Returns the page that resumes the authorization request for which the browser has last been sent to the sign-in, if it waits. */
    public Optional<ReturnTo> authorization(Realm realm) {
        return cookie(RealmCookies.Kind.AUTHORIZATION, realm)
                .flatMap(id -> ReturnTo.parse(new RealmPaths(realm.slug()).authorization(id)));
    }

    /** Returns the cookies by which a browser is recognised when a password is entered. */
    public Client client(Realm realm) {
        return Client.browser(trust(realm), cookie(RealmCookies.Kind.ADMISSION, realm));
    }

    /** Returns the secret of the trusted browser. */
    public Optional<String> trust(Realm realm) {
        return cookie(RealmCookies.Kind.TRUST, realm);
    }

    private Optional<String> cookie(RealmCookies.Kind kind, Realm realm) {
        return cookies.read(routing.request(), kind, realm.slug());
    }
}
