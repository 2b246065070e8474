package io.gatehouse.web.layout;

import io.gatehouse.caller.Caller;
import io.gatehouse.delivery.text.Languages;
import io.gatehouse.http.RealmCookies;
import io.gatehouse.http.RequestContext;
import io.gatehouse.kernel.Requester;
import io.gatehouse.realm.Realm;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The request for a page: who asks, in which language, and with which cookies. */
@RequestScoped
public class PageRequest {
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

    /** Returns who makes the request, to be confirmed by the change. */
    public Caller caller(SignedIn person) {
        return Caller.of(person.session(), requester());
    }

    /** The reader's languages as the browser names them. */
    public Optional<String> acceptLanguage() {
        return Optional.ofNullable(routing.request().getHeader(HttpHeaders.ACCEPT_LANGUAGE));
    }

    /**
     * The language of a realm's pages for this reader. Who is signed in has a language of their own, or reads as the realm
     * does; of a stranger the browser knows more. The menu goes before realm and browser.
     */
    public Locale language(Realm realm) {
        Optional<String> chosen = cookie(RealmCookies.Kind.LANGUAGE, realm);
        Optional<String> common = Optional.of(realm.settings().locale());
        return languages.choose(
                signedIn().isPresent()
                        ? List.of(ownLanguage(), chosen, common)
                        : List.of(chosen, acceptLanguage(), common));
    }

    /** The language of their own that whoever is signed in has, if they have. */
    Optional<String> ownLanguage() {
        return signedIn().flatMap(person -> person.administrator().locale());
    }

    /** Who is signed in, as far as the page asked for it. */
    private Optional<SignedIn> signedIn() {
        return routing.user() instanceof QuarkusHttpUser user
                ? Optional.ofNullable(user.getSecurityIdentity().getAttribute(SignedIn.ATTRIBUTE))
                : Optional.empty();
    }

    /** The language of pages outside any realm. */
    public Locale language() {
        return languages.choose(List.of(acceptLanguage()));
    }

    /** The sign-in this browser is in. */
    public Optional<PendingCookie> signIn(Realm realm) {
        return cookie(RealmCookies.Kind.SIGN_IN, realm).map(PendingCookie::parse);
    }

    /** The step-up this browser's session is in. */
    public Optional<PendingCookie> stepUp(Realm realm) {
        return cookie(RealmCookies.Kind.STEP_UP, realm).map(PendingCookie::parse);
    }

    /** The way to a new password this browser is on. */
    public Optional<String> reset(Realm realm) {
        return cookie(RealmCookies.Kind.RESET, realm);
    }

    /** The cookie of this browser's session, live or not. */
    public Optional<String> session(Realm realm) {
        return cookie(RealmCookies.Kind.SESSION, realm);
    }

    /** The secret by which this browser may be trusted. */
    public Optional<String> trust(Realm realm) {
        return cookie(RealmCookies.Kind.TRUST, realm);
    }

    private Optional<String> cookie(RealmCookies.Kind kind, Realm realm) {
        return cookies.read(routing.request(), kind, realm.slug());
    }
}
