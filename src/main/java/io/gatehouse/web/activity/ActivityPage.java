package io.gatehouse.web.activity;

import io.gatehouse.audit.AuditPosition;
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
import java.util.Optional;

/** Shows the events of the caller's own account. */
@Path("/realms/{realm}/account/activity")
@Produces(MediaType.TEXT_HTML)
@Authenticated
public class ActivityPage {
    private final SecurityIdentity identity;
    private final Timelines timelines;
    private final Pages pages;

    ActivityPage(SecurityIdentity identity, Timelines timelines, Pages pages) {
        this.identity = identity;
        this.timelines = timelines;
        this.pages = pages;
    }

    @GET
    public Response page(@PathParam("realm") String slug, @QueryParam("after") String after) {
        SignedIn caller = SignedIn.in(identity, slug);
        Optional<AuditPosition> position = position(after);
        return pages.show(200, new Page(pages.layout(caller), timelines.own(caller, position), position.isEmpty()));
    }

    /** Returns the position to continue from, or empty for the first page; a malformed one counts as absent. */
    private static Optional<AuditPosition> position(String written) {
        try {
            return Optional.ofNullable(written).map(AuditPosition::parse);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    record Page(PageLayout layout, Timelines.Part activity, boolean newest) implements PageTemplate {}
}
