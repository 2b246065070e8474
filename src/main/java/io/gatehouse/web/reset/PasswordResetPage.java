package io.gatehouse.web.reset;

import io.gatehouse.administrator.EmailAddress;
import io.gatehouse.http.Problem;
import io.gatehouse.http.ProblemCode;
import io.gatehouse.link.LinkConfig;
import io.gatehouse.passwordreset.PasswordResetService;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.Realms;
import io.gatehouse.web.layout.Countdown;
import io.gatehouse.web.layout.Flow;
import io.gatehouse.web.layout.FormErrors;
import io.gatehouse.web.layout.FormValues;
import io.gatehouse.web.layout.PageLayout;
import io.gatehouse.web.layout.PageRequest;
import io.gatehouse.web.layout.PageTemplate;
import io.gatehouse.web.layout.Pages;
import io.gatehouse.web.layout.RealmPaths;
import io.gatehouse.web.password.ResetMessages;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;

/** Requests a password reset by mail, and opens the mailed link. */
@Path("/realms/{realm}/password-reset")
@Produces(MediaType.TEXT_HTML)
@PermitAll
public class PasswordResetPage {
    private final Realms realms;
    private final PasswordResetService resets;
    private final MailedLinks mailedLinks;
    private final Pages pages;
    private final PageRequest request;
    private final LinkConfig lifetimes;

    PasswordResetPage(
            Realms realms,
            PasswordResetService resets,
            MailedLinks mailedLinks,
            Pages pages,
            PageRequest request,
            LinkConfig lifetimes) {
        this.realms = realms;
        this.resets = resets;
        this.mailedLinks = mailedLinks;
        this.pages = pages;
        this.request = request;
        this.lifetimes = lifetimes;
    }

    /** The content of the form. */
    record Form(String email, FormErrors errors) {}

    @GET
    public Response page(@PathParam("realm") String slug, @QueryParam("token") String token) {
        Realm realm = realms.get(slug);
        return token == null
                ? show(200, realm, new Form("", FormErrors.NONE))
                : mailedLinks.page(Flow.reset(realm), token);
    }

    /**
     * Requests a link.
     *
     * @param forgotten set by the sign-in page, whose address is to be taken over into this form
     */
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response submit(
            @PathParam("realm") String slug,
            @FormParam("email") String email,
            @FormParam("forgotten") String forgotten) {
        Realm realm = realms.get(slug);
        String typed = FormValues.text(email);
        if (forgotten != null) {
            return Response.fromResponse(show(200, realm, new Form(typed, FormErrors.NONE)))
                    .header(HttpHeaders.CONTENT_LOCATION, new RealmPaths(slug).passwordReset())
                    .build();
        }
        if (EmailAddress.parse(typed).isEmpty()) {
            ResetMessages messages = pages.messages(ResetMessages.class, realm);
            String message = typed.isEmpty() ? messages.emailMissing() : messages.emailMalformed();
            return show(400, realm, new Form(typed, FormErrors.at("email", message)));
        }
        return resets.request(realm, typed, request.requester())
                .map(wait -> throttled(realm, typed, wait))
                .orElseGet(() -> Pages.redirectTo(new RealmPaths(slug).resetSent()));
    }

    /** Shows the confirmation, which is the same for every address. */
    @GET
    @Path("/sent")
    public Response sent(@PathParam("realm") String slug) {
        return pages.show(
                200,
                new Sent(
                        pages.layout(realms.get(slug)),
                        lifetimes.passwordReset().toMinutes()));
    }

    @POST
    @Path("/open")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response open(@PathParam("realm") String slug, @FormParam("token") String token) {
        Realm realm = realms.get(slug);
        return mailedLinks.open(Flow.reset(realm), token, typed -> resets.open(realm, typed, request.requester()));
    }

    private Response throttled(Realm realm, String typed, Duration wait) {
        Problem problem = Problem.of(ProblemCode.THROTTLED, "Wait as long as Retry-After says.")
                .withRetryAfter(wait);
        String message = pages.messages(ResetMessages.class, realm)
                .throttled(Countdown.of(wait).text());
        return pages.refuse(problem, new Page(pages.layout(realm), new Form(typed, FormErrors.at("email", message))));
    }

    private Response show(int status, Realm realm, Form form) {
        return pages.show(status, new Page(pages.layout(realm), form));
    }

    record Page(PageLayout layout, Form form) implements PageTemplate {}

    record Sent(PageLayout layout, long minutes) implements PageTemplate {}
}
