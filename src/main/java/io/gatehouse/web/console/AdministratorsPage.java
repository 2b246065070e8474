package io.gatehouse.web.console;

import io.gatehouse.administration.accounts.Accounts;
import io.gatehouse.administrator.Role;
import io.gatehouse.kernel.id.AdministratorId;
import io.gatehouse.web.layout.PageLayout;
import io.gatehouse.web.layout.PageTemplate;
import io.gatehouse.web.layout.Pages;
import io.gatehouse.web.layout.SignedIn;
import io.quarkus.qute.TemplateData;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Searches and lists the realm's administrators. */
@Path("/realms/{realm}/console/administrators")
@Produces(MediaType.TEXT_HTML)
@RolesAllowed({"SYSTEM_ADMINISTRATOR", "OPERATOR", "OBSERVER"})
public class AdministratorsPage {
    private static final int LIMIT = 25;

    private final SecurityIdentity identity;
    private final Accounts accounts;
    private final Pages pages;

    AdministratorsPage(SecurityIdentity identity, Accounts accounts, Pages pages) {
        this.identity = identity;
        this.accounts = accounts;
        this.pages = pages;
    }

    /**
     * The content of the page.
     *
     * @param same the current query, for links
     * @param mayInvite whether the reader's role may invite
     * @param next the administrator after which the next page begins; empty if there is none
     * @param first whether this is the first page
     */
    @TemplateData
    record View(
            String notice,
            String query,
            String same,
            List<AdministratorFormatter.Row> rows,
            boolean mayInvite,
            String next,
            boolean first) {}

    @GET
    public Response list(
            @PathParam("realm") String slug,
            @QueryParam("query") String query,
            @QueryParam("after") UUID after,
            @QueryParam("done") String done) {
        SignedIn caller = SignedIn.in(identity, slug);
        String search = query == null ? "" : query.strip();
        Accounts.Page page = accounts.search(
                caller.realm().id(), search, Optional.ofNullable(after).map(AdministratorId::new), LIMIT);
        AdministratorFormatter formatter = AdministratorFormatter.of(pages, caller);
        return pages.show(
                200,
                new Page(
                        pages.layout(caller),
                        new View(
                                AdministratorNotice.text(done, formatter.messages()),
                                search,
                                "query=" + URLEncoder.encode(search, StandardCharsets.UTF_8),
                                page.accounts().stream().map(formatter::row).toList(),
                                caller.administrator().role() == Role.SYSTEM_ADMINISTRATOR,
                                page.next().map(AdministratorId::toString).orElse(""),
                                after == null)));
    }

    record Page(PageLayout layout, View people) implements PageTemplate {}
}
