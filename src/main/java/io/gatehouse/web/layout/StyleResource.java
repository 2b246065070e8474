package io.gatehouse.web.layout;

import io.gatehouse.realm.Realms;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

/** Serves the style sheet of all pages; that of a realm's pages sets its color, so that they need no inline styles. */
@Path("/")
@PermitAll
public class StyleResource {
    private static final String CSS = "text/css;charset=UTF-8";

    /** The addresses change with the content, and with the version of the realm's settings. */
    private static final String CACHE = "public, max-age=31536000, immutable";

    private static final String COLOR = """
            :root {
              --accent: %1$s;
            }

            @supports (color: light-dark(#000, #fff)) {
              :root {
                --accent: light-dark(%1$s, %2$s);
              }
            }
            """;

    private final Realms realms;
    private final Assets assets;

    StyleResource(Realms realms, Assets assets) {
        this.realms = realms;
        this.assets = assets;
    }

    @GET
    @Path("assets/" + Assets.STYLE_SHEET)
    @Produces(CSS)
    public Response styleSheet() {
        return cached(assets.styleSheet());
    }

    @GET
    @Path("realms/{realm}/" + Assets.STYLE_SHEET)
    @Produces(CSS)
    public Response styleSheet(@PathParam("realm") String slug) {
        String color = AccentColor.parse(realms.get(slug).settings().accentColor())
                .map(accent ->
                        COLOR.formatted(accent.onLight().hex(), accent.onDark().hex()))
                .orElse("");
        return cached(assets.styleSheet() + color);
    }

    private static Response cached(String styleSheet) {
        return Response.ok(styleSheet).header(HttpHeaders.CACHE_CONTROL, CACHE).build();
    }
}
