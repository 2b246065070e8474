package io.gatehouse.web.layout;

import io.gatehouse.realm.RealmSettings;
import io.gatehouse.realm.Realms;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

/** Serves the style sheet of all pages, and that of a realm's pages. */
@Path("/")
@PermitAll
public class StyleResource {
    private static final String CSS = "text/css;charset=UTF-8";

    private final Realms realms;
    private final Assets assets;

    StyleResource(Realms realms, Assets assets) {
        this.realms = realms;
        this.assets = assets;
    }

    @GET
    @Path("assets/" + Assets.STYLE_SHEET)
    @Produces(CSS)
    public String styleSheet() {
        return assets.styleSheet();
    }

    @GET
    @Path("realms/{realm}/" + Assets.STYLE_SHEET)
    @Produces(CSS)
    public Response styleSheet(@PathParam("realm") String slug, @QueryParam("v") String version) {
        RealmSettings realm = realms.get(slug).settings();
        return Response.ok(assets.styleSheet(realm))
                .header(
                        HttpHeaders.CACHE_CONTROL,
                        Assets.cacheControl(assets.version(realm).equals(version)))
                .build();
    }
}
