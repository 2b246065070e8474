package io.gatehouse.web.console;

import io.gatehouse.realm.Role;
import io.gatehouse.web.layout.PageLayout;
import io.gatehouse.web.layout.PageTemplate;
import io.gatehouse.web.layout.Pages;
import io.gatehouse.web.layout.SignedIn;
import io.quarkus.security.Authenticated;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** Shows the console's overview. */
@Path("/realms/{realm}/console")
@Produces(MediaType.TEXT_HTML)
@Authenticated
public class ConsolePage {
    private final Pages pages;
    private final SecurityIdentity identity;
    private final DashboardView overviews;

    ConsolePage(Pages pages, SecurityIdentity identity, DashboardView overviews) {
        this.pages = pages;
        this.identity = identity;
        this.overviews = overviews;
    }

    @GET
    public Response overview(@PathParam("realm") String slug, @QueryParam("done") String done) {
        SignedIn caller = SignedIn.in(identity, slug);
        return pages.show(
                200,
                new Page(
                        pages.layout(caller),
                        caller.administrator().displayName(),
                        caller.administrator().role() == Role.SYSTEM_ADMINISTRATOR,
                        AdministratorNotice.text(done, pages.messages(AdministratorMessages.class, caller.realm())),
                        overviews.of(caller)));
    }

    record Page(PageLayout layout, String name, boolean mayInvite, String notice, DashboardView.View week)
            implements PageTemplate {}
}
