package io.gatehouse.api.signin;

import io.gatehouse.http.ProblemCode;
import io.gatehouse.http.ProblemException;
import io.gatehouse.http.PublicOrigin;
import io.gatehouse.http.RealmCookies;
import io.gatehouse.realm.Realm;
import io.gatehouse.session.Session.SessionKind;
import io.gatehouse.session.Sessions.OpenedSession;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.NewCookie;
import java.util.Optional;

/**
 * Reads and creates the cookie of a refresh token, only for pages of this origin and of the realm's allowed origins. Browsers
 * send {@code Sec-Fetch-Site} or at least {@code Origin} with each POST; a call without either is not a browser's.
 */
@ApplicationScoped
public class RefreshCookie {
    private final RealmCookies cookies;
    private final PublicOrigin own;
    private final HttpServerRequest request;

    RefreshCookie(RealmCookies cookies, PublicOrigin own, HttpServerRequest request) {
        this.cookies = cookies;
        this.own = own;
        this.request = request;
    }

    /**
     * Returns the refresh token, or empty if the request has no such cookie.
     *
     * @throws ProblemException if a page of another origin calls
     */
    Optional<String> read(Realm realm) {
        requireTrusted(realm);
        return cookies.read(request, RealmCookies.Kind.REFRESH, realm.slug());
    }

    /**
     * Returns the cookie of the session's refresh token, or empty if the session does not use one.
     *
     * @throws ProblemException if it does and a page of another origin calls
     */
    public Optional<NewCookie> of(Realm realm, OpenedSession opened) {
        if (opened.session().kind() != SessionKind.SAME_SITE_API) {
            return Optional.empty();
        }
        requireTrusted(realm);
        return Optional.of(cookies.set(RealmCookies.Kind.REFRESH, realm.slug(), opened.secret()));
    }

    /**
     * Refuses a call by a page of another origin, as reading and creating the cookie do.
     *
     * @throws ProblemException if the call is refused
     */
    void requireTrusted(Realm realm) {
        String site = request.getHeader("Sec-Fetch-Site");
        String origin = request.getHeader(HttpHeaders.ORIGIN);
        boolean browser = site != null || origin != null;
        if (browser
                && !own.hasSent(site, origin)
                && (origin == null || !realm.settings().allowedOrigins().contains(origin))) {
            throw new ProblemException(
                    ProblemCode.FORBIDDEN,
                    "Only pages of this origin and of the realm's allowed origins may use the refresh cookie.");
        }
    }
}
