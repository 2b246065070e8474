package io.gatehouse.http;

import io.gatehouse.kernel.GatehouseConfig;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.NewCookie;
import jakarta.ws.rs.core.NewCookie.SameSite;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * The cookies of Gatehouse, one of a kind for each realm. Their {@code __Host-} prefix keeps sibling hosts and plain
 * HTTP from setting them; only on a plain-HTTP localhost, where browsers would refuse it, do they go without.
 */
@ApplicationScoped
public class RealmCookies {
    private static final Set<String> LOCALHOST = Set.of("localhost", "127.0.0.1", "[::1]");

    private final boolean secure;

    RealmCookies(GatehouseConfig config) {
        secure = !isPlainLocalhost(config.publicUrl());
    }

    /** What a cookie carries. */
    public enum Kind {
        /** A session's secret. Lax: a link in a mail or a portal leads straight to the page behind it. */
        SESSION("session", SameSite.LAX),
        /** The sign-in under way. Strict: only pages of this host lead on in it. */
        SIGN_IN("sign-in", SameSite.STRICT),
        /** A session's step-up under way. Strict, as the sign-in. */
        STEP_UP("step-up", SameSite.STRICT),
        /** The way from a mailed link to a new password. Strict, as the sign-in. */
        RESET("reset", SameSite.STRICT),
        /** The secret of a browser that stands in for the code. Strict: only the sign-in itself needs it. */
        TRUST("trust", SameSite.STRICT),
        /** The refresh token of a script on a page of the same site, which cannot read it. */
        REFRESH("refresh", SameSite.STRICT),
        /** The language chosen for the pages. Lax: a mailed link opens in it too. */
        LANGUAGE("language", SameSite.LAX);

        private final String label;
        private final SameSite sameSite;

        Kind(String label, SameSite sameSite) {
            this.label = label;
            this.sameSite = sameSite;
        }
    }

    /** The value; nothing unless there is exactly one, since of several any may be planted. */
    public Optional<String> read(HttpServerRequest request, Kind kind, String realm) {
        Set<Cookie> found = request.cookies(name(kind, realm));
        return found.size() == 1 ? Optional.of(found.iterator().next().getValue()) : Optional.empty();
    }

    /** Sets the cookie until the browser is closed; the server ends what it stands for sooner. */
    public NewCookie set(Kind kind, String realm, String value) {
        return cookie(kind, realm).value(value).build();
    }

    /** Sets the cookie until then. */
    public NewCookie set(Kind kind, String realm, String value, Duration lifetime) {
        return cookie(kind, realm)
                .value(value)
                .maxAge(Math.toIntExact(lifetime.toSeconds()))
                .build();
    }

    /** Makes the browser forget the cookie. */
    public NewCookie remove(Kind kind, String realm) {
        return cookie(kind, realm).value("").maxAge(0).build();
    }

    /** The cookie's name. */
    public String name(Kind kind, String realm) {
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
