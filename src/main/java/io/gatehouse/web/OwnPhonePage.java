package io.gatehouse.web;

import io.gatehouse.account.PhoneChanges;
import io.gatehouse.platform.Refusal;
import io.gatehouse.platform.Refusal.Reason;
import io.gatehouse.platform.http.Problem;
import io.gatehouse.platform.http.RefusalProblems;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.Authenticated;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;

/** Asks for another mobile number, behind a fresh proof. */
@Path("/realms/{realm}/account/phone")
@Produces(MediaType.TEXT_HTML)
@Authenticated
public class OwnPhonePage {
    private final SecurityIdentity identity;
    private final StepUpGate gate;
    private final PhoneChanges changes;
    private final RefusalProblems problems;
    private final Pages pages;
    private final PageRequest request;

    OwnPhonePage(
            SecurityIdentity identity,
            StepUpGate gate,
            PhoneChanges changes,
            RefusalProblems problems,
            Pages pages,
            PageRequest request) {
        this.identity = identity;
        this.gate = gate;
        this.changes = changes;
        this.problems = problems;
        this.pages = pages;
        this.request = request;
    }

    /** What the form shows. */
    record Form(List<Countries.Country> countries, String country, String phone, FormErrors errors) {}

    @GET
    public Response page(@PathParam("realm") String slug) {
        SignedIn person = SignedIn.in(identity, slug);
        return gate.behind(person, () -> {
            Frame frame = pages.frame(person.realm());
            String country = Countries.guess(person.realm().settings().sms(), request.acceptLanguage())
                    .orElse("");
            return pages.show(200, frame, Templates.form(frame, form(person, country, "", FormErrors.NONE)));
        });
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response submit(
            @PathParam("realm") String slug, @FormParam("country") String country, @FormParam("phone") String phone) {
        SignedIn person = SignedIn.in(identity, slug);
        String typedCountry = country == null ? "" : country;
        String typed = phone == null ? "" : phone.strip();
        return gate.behind(
                person,
                () -> changes.send(
                                person.realm(),
                                person.session(),
                                typed,
                                Optional.of(typedCountry).filter(code -> !code.isEmpty()),
                                request.requester())
                        .fold(
                                code -> Pages.leadTo(new RealmPaths(slug).ownPhoneCode()),
                                () -> Pages.leadTo(new RealmPaths(slug).account()),
                                refusal -> refused(person, typedCountry, typed, refusal)));
    }

    private Response refused(SignedIn person, String country, String typed, Refusal refusal) {
        Problem problem = problems.of(refusal);
        PhoneMessages messages = pages.messages(PhoneMessages.class, person.realm());
        String message = typed.isEmpty() ? messages.missing() : message(messages, country, refusal, problem);
        Frame frame = pages.frame(person.realm());
        return pages.refuse(
                problem, frame, Templates.form(frame, form(person, country, typed, FormErrors.at("phone", message))));
    }

    private static String message(PhoneMessages messages, String country, Refusal refusal, Problem problem) {
        if (refusal.reason() == Reason.PHONE_NOT_ALLOWED) {
            return Countries.example(country).map(messages::refusedWithExample).orElseGet(messages::refused);
        }
        return problem.retryAfter()
                .map(wait -> messages.tooSoon(Countdown.of(wait).text()))
                .orElseGet(messages::refused);
    }

    private Form form(SignedIn person, String country, String typed, FormErrors errors) {
        return new Form(
                Countries.of(person.realm().settings().sms(), request.language(person.realm())),
                country,
                typed,
                errors);
    }

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance form(Frame frame, Form form);
    }
}
