package io.gatehouse.web;

import io.gatehouse.platform.GatehouseConfig;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.NewCookie;
import jakarta.ws.rs.core.NewCookie.SameSite;
import java.net.URI;
import java.util.Optional;
import java.util.Set;

/**
 * The cookies of the pages, one of a kind for each realm. Their {@code __Host-} prefix keeps sibling hosts and plain
 * HTTP from setting them; only on a plain-HTTP localhost, where browsers would refuse it, do they go without.
 */
@ApplicationScoped
class PageCookies {
    private static final Set<String> LOCALHOST = Set.of("localhost", "127.0.0.1", "[::1]");

    private final boolean secure;

    PageCookies(GatehouseConfig config) {
        secure = !isPlainLocalhost(config.publicUrl());
    }

    /** What a cookie carries. */
    enum Kind {
        /** A session's secret. Lax: a link in a mail or a portal leads straight to the page behind it. */
        SESSION("session", SameSite.LAX),
        /** The sign-in under way. Strict: only pages of this host lead on in it. */
        SIGN_IN("sign-in", SameSite.STRICT);

        private final String label;
        private final SameSite sameSite;

        Kind(String label, SameSite sameSite) {
            this.label = label;
            this.sameSite = sameSite;
        }
    }

    /** The value; nothing unless there is exactly one, since of several any may be planted. */
    Optional<String> read(HttpServerRequest request, Kind kind, String realm) {
        Set<Cookie> found = request.cookies(name(kind, realm));
        return found.size() == 1 ? Optional.of(found.iterator().next().getValue()) : Optional.empty();
    }

    /** Sets the cookie until the browser is closed; the server ends what it stands for sooner. */
    NewCookie set(Kind kind, String realm, String value) {
        return cookie(kind, realm).value(value).build();
    }

    NewCookie remove(Kind kind, String realm) {
        return cookie(kind, realm).value("").maxAge(0).build();
    }

    String name(Kind kind, String realm) {
        return (secure ? "__Host-" : "") + "gatehouse-" + kind.label + "-" + realm;
    }

    private NewCookie.Builder cookie(Kind kind, String realm) {
        return new NewCookie.Builder(name(kind, realm))
                .path("/")
                .secure(secure)
                .httpOnly(true)
                .sameSite(kind.sameSite);
    }

    private static boolean isPlainLocalhost(URI publicUrl) {
        return "http".equals(publicUrl.getScheme()) && LOCALHOST.contains(publicUrl.getHost());
    }
}
