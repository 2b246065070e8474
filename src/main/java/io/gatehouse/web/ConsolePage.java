package io.gatehouse.web;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.Authenticated;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Locale;

/** The first page behind the sign-in. */
@Path("/realms/{realm}/console")
@Produces(MediaType.TEXT_HTML)
@Authenticated
public class ConsolePage {
    private final Pages pages;
    private final SecurityIdentity identity;
    private final Overviews overviews;

    ConsolePage(Pages pages, SecurityIdentity identity, Overviews overviews) {
        this.pages = pages;
        this.identity = identity;
        this.overviews = overviews;
    }

    /** The own profile and session, as the page shows them. */
    record Profile(
            String name, String email, String role, String realm, String factors, Moment signedInAt, Moment endsAt) {}

    @GET
    public Response overview(@PathParam("realm") String slug) {
        SignedIn person = SignedIn.in(identity, slug);
        Frame frame = pages.frame(person);
        return pages.show(200, frame, Templates.overview(frame, profile(person, frame), overviews.of(person)));
    }

    private Profile profile(SignedIn person, Frame frame) {
        var words = new ConsoleWords(pages.messages(ConsoleMessages.class, person.realm()));
        Locale language = Locale.forLanguageTag(frame.language());
        return new Profile(
                person.administrator().displayName(),
                person.administrator().email().value(),
                words.role(person.administrator().role()),
                frame.realm(),
                words.factors(person.session()),
                Moment.of(person.session().authenticatedAt(), language),
                Moment.of(person.session().expiresAt(), language));
    }

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance overview(Frame frame, Profile profile, Overviews.View week);
    }
}
