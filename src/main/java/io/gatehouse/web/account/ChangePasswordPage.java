package io.gatehouse.web.account;

import io.gatehouse.account.PasswordChangeService;
import io.gatehouse.http.Problem;
import io.gatehouse.http.RealmCookies;
import io.gatehouse.http.RefusalProblems;
import io.gatehouse.kernel.Refusal;
import io.gatehouse.web.layout.Countdown;
import io.gatehouse.web.layout.FormErrors;
import io.gatehouse.web.layout.PageLayout;
import io.gatehouse.web.layout.PageRequest;
import io.gatehouse.web.layout.Pages;
import io.gatehouse.web.layout.SignedIn;
import io.gatehouse.web.password.RejectionFormatter;
import io.gatehouse.web.password.ResetMessages;
import io.gatehouse.web.security.StepUpGate;
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

/** Changes the caller's own password; requires a recent authentication. */
@Path("/realms/{realm}/account/password")
@Produces(MediaType.TEXT_HTML)
@Authenticated
public class ChangePasswordPage {
    private static final int REJECTED = 422;

    private final SecurityIdentity identity;
    private final StepUpGate gate;
    private final PasswordChangeService changes;
    private final RefusalProblems problems;
    private final RealmCookies cookies;
    private final Pages pages;
    private final PageRequest request;

    ChangePasswordPage(
            SecurityIdentity identity,
            StepUpGate gate,
            PasswordChangeService changes,
            RefusalProblems problems,
            RealmCookies cookies,
            Pages pages,
            PageRequest request) {
        this.identity = identity;
        this.gate = gate;
        this.changes = changes;
        this.problems = problems;
        this.cookies = cookies;
        this.pages = pages;
        this.request = request;
    }

    /**
     * The content of the form.
     *
     * @param email the account's address, for password managers
     */
    record Form(String email, int minLength, FormErrors errors) {}

    @GET
    public Response page(@PathParam("realm") String slug) {
        SignedIn person = SignedIn.in(identity, slug);
        return gate.behind(person, () -> show(200, person, FormErrors.NONE));
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response submit(
            @PathParam("realm") String slug,
            @FormParam("current") String current,
            @FormParam("password") String password) {
        SignedIn person = SignedIn.in(identity, slug);
        return gate.behind(person, () -> {
            FormErrors missing = missing(person, current, password);
            return missing.any() ? show(400, person, missing) : change(person, current, password);
        });
    }

    private Response change(SignedIn person, String current, String password) {
        return changes.change(request.caller(person), current, password)
                .fold(
                        (changed, opened) -> Response.fromResponse(
                                        AccountPage.lead(person, AccountPage.Done.PASSWORD_CHANGED))
                                .cookie(cookies.set(
                                        RealmCookies.Kind.SESSION,
                                        person.realm().slug(),
                                        opened.secret()))
                                .build(),
                        reasons -> show(
                                REJECTED,
                                person,
                                FormErrors.at("password", rejection(person).of(reasons))),
                        refusal -> refused(person, refusal));
    }

    private Response refused(SignedIn person, Refusal refusal) {
        Problem problem = problems.of(refusal);
        AccountMessages messages = messages(person);
        String message = problem.retryAfter()
                .map(wait -> messages.passwordThrottled(Countdown.of(wait).text()))
                .orElseGet(messages::currentWrong);
        PageLayout layout = pages.layout(person.realm());
        return pages.refuse(problem, layout, Templates.form(layout, form(person, FormErrors.at("current", message))));
    }

    private FormErrors missing(SignedIn person, String current, String password) {
        FormErrors errors = current == null || current.isEmpty()
                ? FormErrors.at("current", messages(person).currentMissing())
                : FormErrors.NONE;
        return password == null || password.isEmpty()
                ? errors.and(
                        "password",
                        pages.messages(ResetMessages.class, person.realm()).passwordMissing())
                : errors;
    }

    private Response show(int status, SignedIn person, FormErrors errors) {
        PageLayout layout = pages.layout(person.realm());
        return pages.show(status, layout, Templates.form(layout, form(person, errors)));
    }

    private AccountMessages messages(SignedIn person) {
        return pages.messages(AccountMessages.class, person.realm());
    }

    private RejectionFormatter rejection(SignedIn person) {
        return new RejectionFormatter(pages.messages(ResetMessages.class, person.realm()), person.realm());
    }

    private static Form form(SignedIn person, FormErrors errors) {
        return new Form(
                person.administrator().email().value(),
                person.realm().settings().password().minLength(),
                errors);
    }

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance form(PageLayout layout, Form form);
    }
}
