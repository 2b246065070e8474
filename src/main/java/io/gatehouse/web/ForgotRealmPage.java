package io.gatehouse.web;

import io.gatehouse.admin.EmailAddress;
import io.gatehouse.administration.RealmReminders;
import io.gatehouse.delivery.Languages;
import io.gatehouse.platform.http.Problem;
import io.gatehouse.platform.http.ProblemCode;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
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

/** Mails people the realms of their address; the same answer for every address. */
@Path("/forgot-realm")
@Produces(MediaType.TEXT_HTML)
@PermitAll
public class ForgotRealmPage {
    private static final String PATH = "/forgot-realm";

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
        Frame frame = pages.frame();
        return pages.show(200, frame, Templates.form(frame, "", FormErrors.NONE));
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response submit(@FormParam("email") String email) {
        String typed = email == null ? "" : email.strip();
        PlaceMessages messages = languages.messages(PlaceMessages.class, request.language());
        Frame frame = pages.frame();
        Optional<EmailAddress> address = EmailAddress.parse(typed);
        if (address.isEmpty()) {
            FormErrors errors = FormErrors.at("email", messages.emailWrong());
            return pages.show(400, frame, Templates.form(frame, typed, errors));
        }
        Optional<Duration> wait = reminders.request(address.get(), request.requester());
        if (wait.isEmpty()) {
            return Pages.leadTo(PATH + "/sent");
        }
        Problem problem = Problem.of(ProblemCode.THROTTLED, "Wait as long as Retry-After says.")
                .withRetryAfter(wait.get());
        String message = messages.throttled(Countdown.of(wait.get()).text());
        return pages.refuse(problem, frame, Templates.form(frame, typed, FormErrors.at("email", message)));
    }

    /** The same for every address. */
    @GET
    @Path("/sent")
    public Response sent() {
        Frame frame = pages.frame();
        return pages.show(200, frame, Templates.sent(frame));
    }

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance form(Frame frame, String email, FormErrors errors);

        static native TemplateInstance sent(Frame frame);
    }
}
