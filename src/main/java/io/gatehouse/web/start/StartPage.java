package io.gatehouse.web.start;

import io.gatehouse.http.ProblemCode;
import io.gatehouse.http.ProblemException;
import io.gatehouse.web.layout.Pages;
import io.gatehouse.web.layout.RealmPaths;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** Leads on from addresses that are shorter than those of pages, and from those of no page. */
@Path("/")
@Produces(MediaType.TEXT_HTML)
@PermitAll
public class StartPage {
    private static final String REALM = "realms/{realm: [a-z0-9-]+}";

    private final SecurityIdentity identity;

    StartPage(SecurityIdentity identity) {
        this.identity = identity;
    }

    @GET
    public Response start() {
        return Pages.redirectTo(ForgotRealmPage.PATH);
    }

    /** Redirects to the sign-in, which redirects to the console if there is a session. */
    @GET
    @Path(REALM)
    public Response realm(@PathParam("realm") String slug) {
        return Pages.redirectTo(new RealmPaths(slug).signIn());
    }

    /** Answers that there is nothing, to a caller in the console: reading the identity authenticates the request. */
    @GET
    @Path(REALM + "/{page: .+}")
    @Produces(MediaType.WILDCARD)
    public Response missing() {
        identity.isAnonymous();
        throw new ProblemException(ProblemCode.NOT_FOUND, "There is nothing at this address.");
    }
}
