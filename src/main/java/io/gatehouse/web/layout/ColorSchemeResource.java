package io.gatehouse.web.layout;

import io.gatehouse.http.RealmCookies;
import io.gatehouse.http.RealmCookies.Kind;
import io.quarkus.security.Authenticated;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.NewCookie;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.Optional;

/** Stores the color scheme of the browser in a cookie, and returns to the page. */
@Path("/realms/{realm}/color-scheme")
@Authenticated
public class ColorSchemeResource {
    private static final Duration KEPT = Duration.ofDays(365);

    private final SecurityIdentity identity;
    private final RealmCookies cookies;

    ColorSchemeResource(SecurityIdentity identity, RealmCookies cookies) {
        this.identity = identity;
        this.cookies = cookies;
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response choose(
            @PathParam("realm") String slug,
            @FormParam("scheme") String value,
            @FormParam("return_to") String returnTo) {
        SignedIn.in(identity, slug);
        ColorScheme scheme = ColorScheme.parse(value);
        NewCookie cookie = scheme == ColorScheme.SYSTEM
                ? cookies.remove(Kind.SCHEME, slug)
                : cookies.set(Kind.SCHEME, slug, scheme.value(), KEPT);
        String page = Optional.ofNullable(returnTo)
                .flatMap(ReturnTo::parse)
                .map(ReturnTo::value)
                .orElseGet(() -> new RealmPaths(slug).console());
        return Pages.redirectTo(page, cookie);
    }
}
