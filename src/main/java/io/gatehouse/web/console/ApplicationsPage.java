package io.gatehouse.web.console;

import io.gatehouse.web.layout.SignedIn;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** Lists the applications that sign in by the realm's OpenID provider. */
@Path("/realms/{realm}/console/applications")
@Produces(MediaType.TEXT_HTML)
@RolesAllowed("SYSTEM_ADMINISTRATOR")
public class ApplicationsPage {
    private final SecurityIdentity identity;
    private final ApplicationViews views;

    ApplicationsPage(SecurityIdentity identity, ApplicationViews views) {
        this.identity = identity;
        this.views = views;
    }

    @GET
    public Response list(@PathParam("realm") String slug) {
        return views.list(SignedIn.in(identity, slug), "");
    }
}
