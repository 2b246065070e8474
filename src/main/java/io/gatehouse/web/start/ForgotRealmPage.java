package io.gatehouse.web.start;

import io.gatehouse.administrator.EmailAddress;
import io.gatehouse.delivery.text.Languages;
import io.gatehouse.http.Problem;
import io.gatehouse.http.ProblemCode;
import io.gatehouse.realmreminder.RealmReminders;
import io.gatehouse.web.console.RealmMessages;
import io.gatehouse.web.layout.Countdown;
import io.gatehouse.web.layout.FormErrors;
import io.gatehouse.web.layout.FormValues;
import io.gatehouse.web.layout.PageLayout;
import io.gatehouse.web.layout.PageRequest;
import io.gatehouse.web.layout.PageTemplate;
import io.gatehouse.web.layout.Pages;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.Optional;

/** Mails the names of the realms that an address belongs to; the response is the same for every address. */
@Path("/forgot-realm")
@Produces(MediaType.TEXT_HTML)
@PermitAll
public class ForgotRealmPage {
    static final String PATH = "/forgot-realm";

    private final RealmReminders reminders;
    private final Languages languages;
    private final Pages pages;
    private final PageRequest request;

    ForgotRealmPage(RealmReminders reminders, Languages languages, Pages pages, PageRequest request) {
        this.reminders = reminders;
        this.languages = languages;
        this.pages = pages;
        this.request = request;
    }

    @GET
    public Response form() {
        return pages.show(200, new Form(pages.layout(), "", FormErrors.NONE));
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response submit(@FormParam("email") String email) {
        String typed = FormValues.text(email);
        RealmMessages messages = languages.messages(RealmMessages.class, request.language());
        PageLayout layout = pages.layout();
        Optional<EmailAddress> address = EmailAddress.parse(typed);
        if (address.isEmpty()) {
            FormErrors errors = FormErrors.at("email", messages.emailWrong());
            return pages.show(400, new Form(layout, typed, errors));
        }
        Optional<Duration> wait = reminders.request(address.get(), request.requester());
        if (wait.isEmpty()) {
            return Pages.redirectTo(PATH + "/sent");
        }
        Problem problem = Problem.of(ProblemCode.THROTTLED, "Wait as long as Retry-After says.")
                .withRetryAfter(wait.get());
        String message = messages.throttled(Countdown.of(wait.get()).text());
        return pages.refuse(problem, new Form(layout, typed, FormErrors.at("email", message)));
    }

    /** Shows the confirmation, which is the same for every address. */
    @GET
    @Path("/sent")
    public Response sent() {
        return pages.show(200, new Sent(pages.layout()));
    }

    record Form(PageLayout layout, String email, FormErrors errors) implements PageTemplate {}

    record Sent(PageLayout layout) implements PageTemplate {}
}
