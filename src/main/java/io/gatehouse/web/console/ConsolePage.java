package io.gatehouse.web.console;

import io.gatehouse.web.layout.ConsoleMessages;
import io.gatehouse.web.layout.DisplayTime;
import io.gatehouse.web.layout.PageLayout;
import io.gatehouse.web.layout.PageTemplate;
import io.gatehouse.web.layout.Pages;
import io.gatehouse.web.layout.RoleFormatter;
import io.gatehouse.web.layout.SignedIn;
import io.quarkus.qute.TemplateData;
import io.quarkus.security.Authenticated;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Locale;

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

    /** The caller's own profile and session. */
    @TemplateData
    record Profile(
            String name,
            String email,
            String role,
            String realm,
            String factors,
            DisplayTime signedInAt,
            DisplayTime endsAt) {}

    @GET
    public Response overview(@PathParam("realm") String slug) {
        SignedIn caller = SignedIn.in(identity, slug);
        PageLayout layout = pages.layout(caller);
        return pages.show(200, new Page(layout, profile(caller, layout), overviews.of(caller)));
    }

    private Profile profile(SignedIn caller, PageLayout layout) {
        var formatter = new RoleFormatter(pages.messages(ConsoleMessages.class, caller.realm()));
        Locale language = Locale.forLanguageTag(layout.language());
        return new Profile(
                caller.administrator().displayName(),
                caller.administrator().email().value(),
                formatter.role(caller.administrator().role()),
                layout.realm(),
                formatter.factors(caller.session()),
                DisplayTime.of(caller.session().authenticatedAt(), language),
                DisplayTime.of(caller.session().expiresAt(), language));
    }

    record Page(PageLayout layout, Profile profile, DashboardView.View week) implements PageTemplate {}
}
