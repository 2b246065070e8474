package io.gatehouse.web;

import io.gatehouse.platform.Refusal;
import io.gatehouse.platform.Refusal.Reason;
import io.gatehouse.platform.http.Problem;
import io.gatehouse.platform.http.RefusalProblems;
import io.gatehouse.realm.Channel;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.Realms;
import io.gatehouse.signin.PendingView;
import io.gatehouse.signin.SignInService;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.annotation.security.PermitAll;
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
import java.util.function.Function;

/** Asks for the mobile number at the first sign-in, and again as long as it is not proven. */
@Path("/realms/{realm}/sign-in/phone")
@Produces(MediaType.TEXT_HTML)
@PermitAll
public class PhonePage {
    private final Realms realms;
    private final SignInService signIns;
    private final SignInSteps steps;
    private final RefusalProblems problems;
    private final Pages pages;
    private final PageRequest request;

    PhonePage(
            Realms realms,
            SignInService signIns,
            SignInSteps steps,
            RefusalProblems problems,
            Pages pages,
            PageRequest request) {
        this.realms = realms;
        this.signIns = signIns;
        this.steps = steps;
        this.problems = problems;
        this.pages = pages;
        this.request = request;
    }

    /**
     * What the form shows.
     *
     * @param sentTo hint of the number to be corrected, empty at first
     * @param emailAllowed whether the code may go by e-mail instead
     */
    record Form(
            List<Countries.Country> countries,
            String country,
            String phone,
            String sentTo,
            boolean codeSent,
            boolean emailAllowed,
            FormErrors errors) {}

    /** What was typed. */
    private record Typed(String country, String phone) {}

    @GET
    public Response form(@PathParam("realm") String slug) {
        Realm realm = realms.get(slug);
        return request.signIn(realm)
                .map(pending -> steps.current(
                        signIns.state(realm, pending.signInId(), request.requester()),
                        Flow.signIn(realm, pending.returnTo()),
                        view -> view.phoneOpen()
                                ? empty(realm, view)
                                : Pages.leadTo(new RealmPaths(slug).code().page())))
                .orElseGet(() -> steps.startAgain(Flow.signIn(realm, Optional.empty())));
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response submit(
            @PathParam("realm") String slug, @FormParam("country") String country, @FormParam("phone") String phone) {
        Realm realm = realms.get(slug);
        var typed = new Typed(country == null ? "" : country, phone == null ? "" : phone.strip());
        return request.signIn(realm)
                .map(pending ->
                        typed.phone().isEmpty() ? missing(realm, pending, typed) : enroll(realm, pending, typed))
                .orElseGet(() -> steps.startAgain(Flow.signIn(realm, Optional.empty())));
    }

    private Response enroll(Realm realm, PendingCookie pending, Typed typed) {
        Optional<String> country = Optional.of(typed.country()).filter(code -> !code.isEmpty());
        return steps.after(
                signIns.enrollPhone(realm, pending.signInId(), typed.phone(), country, request.requester()),
                Flow.signIn(realm, pending.returnTo()),
                refusal -> again(realm, pending, view -> {
                    Problem problem = problems.of(refusal);
                    Frame frame = pages.frame(realm);
                    FormErrors errors = FormErrors.at("phone", message(refusal, problem, realm, typed));
                    return pages.refuse(problem, frame, Templates.form(frame, form(realm, view, typed, errors)));
                }));
    }

    private Response missing(Realm realm, PendingCookie pending, Typed typed) {
        return again(realm, pending, view -> {
            Frame frame = pages.frame(realm);
            FormErrors errors = FormErrors.at(
                    "phone", pages.messages(PhoneMessages.class, realm).missing());
            return pages.show(400, frame, Templates.form(frame, form(realm, view, typed, errors)));
        });
    }

    private Response empty(Realm realm, PendingView view) {
        String country = Countries.guess(realm.settings().sms(), request.acceptLanguage())
                .orElse("");
        Frame frame = pages.frame(realm);
        return pages.show(
                200, frame, Templates.form(frame, form(realm, view, new Typed(country, ""), FormErrors.NONE)));
    }

    private Response again(Realm realm, PendingCookie pending, Function<PendingView, Response> page) {
        return steps.current(
                signIns.state(realm, pending.signInId(), request.requester()),
                Flow.signIn(realm, pending.returnTo()),
                page);
    }

    private String message(Refusal refusal, Problem problem, Realm realm, Typed typed) {
        PhoneMessages messages = pages.messages(PhoneMessages.class, realm);
        if (refusal.reason() == Reason.PHONE_NOT_ALLOWED) {
            return Countries.example(typed.country())
                    .map(messages::refusedWithExample)
                    .orElseGet(messages::refused);
        }
        return problem.retryAfter()
                .map(wait -> messages.tooSoon(Countdown.of(wait).text()))
                .orElseGet(messages::refused);
    }

    private Form form(Realm realm, PendingView view, Typed typed, FormErrors errors) {
        String sentTo = view.channels().stream()
                .filter(destination -> destination.channel() == Channel.SMS)
                .map(destination -> destination.hint())
                .findFirst()
                .orElse("");
        boolean emailAllowed = view.channels().stream().anyMatch(way -> way.channel() == Channel.EMAIL);
        return new Form(
                Countries.of(realm.settings().sms(), request.language(realm)),
                typed.country(),
                typed.phone(),
                sentTo,
                view.code().isPresent(),
                emailAllowed,
                errors);
    }

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance form(Frame frame, Form form);
    }
}
