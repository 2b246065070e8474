package io.gatehouse.http;

import io.gatehouse.kernel.GatehouseConfig;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.NewCookie;
import jakarta.ws.rs.core.NewCookie.SameSite;
import java.net.URI;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads and creates the cookies, one of each kind per realm. The {@code __Host-} prefix prevents sibling hosts and
 * plain HTTP from setting them; it is omitted only on a plain-HTTP localhost, where browsers would reject it.
 */
@ApplicationScoped
public class RealmCookies {
    private static final Set<String> LOCALHOST = Set.of("localhost", "127.0.0.1", "[::1]");

    private final boolean secure;

    RealmCookies(GatehouseConfig config) {
        secure = !isPlainLocalhost(config.publicUrl());
    }

    /** The purpose of a cookie. */
    public enum Kind {
        /** A session's secret. Lax, so that links in mails and portals open pages signed in. */
        SESSION("session", SameSite.LAX),
        /** The pending sign-in. Strict, since only pages of this host continue it. */
        SIGN_IN("sign-in", SameSite.STRICT),
        /** A session's pending step-up. Strict, as the sign-in. */
        STEP_UP("step-up", SameSite.STRICT),
        /** The pending password reset. Strict, as the sign-in. */
        RESET("reset", SameSite.STRICT),
        /** The secret of a trusted browser. Strict, since only the sign-in needs it. */
        TRUST("trust", SameSite.STRICT),
        /** The secret of a browser that a mailed link admitted to the sign-in. Strict, as the trusted browser's. */
        ADMISSION("admission", SameSite.STRICT),
        /** The refresh token of a same-site single-page application, whose scripts cannot read it. */
        REFRESH("refresh", SameSite.STRICT),
        /** A page that answers a submitted form, until it is shown. Strict, since the form's own page shows it. */
        PAGE("page", SameSite.STRICT),
        /** The authorization request that waits for a sign-in. Strict, since only the sign-in page reads it. */
        AUTHORIZATION("authorization", SameSite.STRICT),
        /** The language chosen for the pages. Lax, so that it also applies to mailed links. */
        LANGUAGE("language", SameSite.LAX),
        /** The language that an application has requested for its sign-in. Lax, as the language. */
        REQUESTED_LANGUAGE("requested-language", SameSite.LAX),
        /** The color scheme chosen for the pages. Lax, as the language. */
        SCHEME("scheme", SameSite.LAX);

        private final String label;
        private final SameSite sameSite;

        Kind(String label, SameSite sameSite) {
            this.label = label;
            this.sameSite = sameSite;
        }
    }

    /** Returns the cookie's value, or empty unless there is exactly one, since any of several may be forged. */
    public Optional<String> read(HttpServerRequest request, Kind kind, String realm) {
        Set<Cookie> found = request.cookies(name(kind, realm));
        return found.size() == 1 ? Optional.of(found.iterator().next().getValue()) : Optional.empty();
    }

    /** Returns the cookies of a kind of which a browser has several in a realm, each with a handle in its name. */
    public List<Cookie> withHandles(HttpServerRequest request, Kind kind, String realm) {
        String prefix = name(kind, withHandle(realm, ""));
        return request.cookies().stream()
                .filter(cookie -> cookie.getName().startsWith(prefix))
                .toList();
    }

    /** Returns the name of the realm for a cookie with a handle. */
    public static String withHandle(String realm, String handle) {
        return realm + "." + handle;
    }

    /** Returns the request's cookies of these kinds, of all realms, as sorted pairs of name and value. */
    public List<String> pairs(HttpServerRequest request, Set<Kind> kinds) {
        return pairs(request, kinds, List.of());
    }

    /** Returns the same, as it is once the browser has applied the changes. */
    public List<String> pairs(HttpServerRequest request, Set<Kind> kinds, Collection<NewCookie> changes) {
        Set<String> changed = changes.stream().map(NewCookie::getName).collect(Collectors.toSet());
        return Stream.concat(
                        request.cookies().stream()
                                .filter(cookie -> !changed.contains(cookie.getName()))
                                .map(cookie -> Map.entry(cookie.getName(), cookie.getValue())),
                        changes.stream()
                                .filter(cookie -> cookie.getMaxAge() != 0)
                                .map(cookie -> Map.entry(cookie.getName(), cookie.getValue())))
                .filter(pair -> kinds.stream().anyMatch(kind -> pair.getKey().startsWith(prefix(kind))))
                .map(pair -> pair.getKey() + "=" + pair.getValue())
                .sorted()
                .toList();
    }

    /** Creates a cookie that lasts until the browser is closed. */
    public NewCookie set(Kind kind, String realm, String value) {
        return cookie(kind, realm).value(value).build();
    }

    /** Creates a cookie that lasts for the given time. */
    public NewCookie set(Kind kind, String realm, String value, Duration lifetime) {
        return cookie(kind, realm)
                .value(value)
                .maxAge(Math.toIntExact(lifetime.toSeconds()))
                .build();
    }

    /** Creates a cookie that makes the browser delete the existing one. */
    public NewCookie remove(Kind kind, String realm) {
        return cookie(kind, realm).value("").maxAge(0).build();
    }

    /** Returns the cookie's name. */
    public String name(Kind kind, String realm) {
        return prefix(kind) + realm;
    }

    private String prefix(Kind kind) {
        return (secure ? "__Host-" : "") + "gatehouse-" + kind.label + "-";
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
