package io.gatehouse.web.layout;

import io.gatehouse.realm.Realms;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

/** Serves a realm's colors as a style sheet, so that pages need no inline styles. */
@Path("/realms/{realm}/look.css")
@PermitAll
public class StyleResource {
    /** The address changes with the version of the realm's settings. */
    private static final String CACHE = "public, max-age=31536000, immutable";

    private static final String STYLE_SHEET = """
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

    StyleResource(Realms realms) {
        this.realms = realms;
    }

    @GET
    @Produces("text/css")
    public Response look(@PathParam("realm") String slug) {
        String styleSheet = AccentColor.parse(realms.get(slug).settings().accentColor())
                .map(accent -> STYLE_SHEET.formatted(
                        accent.onLight().hex(), accent.onDark().hex()))
                .orElse("");
        return Response.ok(styleSheet).header(HttpHeaders.CACHE_CONTROL, CACHE).build();
    }
}
