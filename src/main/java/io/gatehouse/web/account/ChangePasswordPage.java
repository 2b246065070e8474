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
import io.gatehouse.web.layout.PageTemplate;
import io.gatehouse.web.layout.Pages;
import io.gatehouse.web.layout.SignedIn;
import io.gatehouse.web.password.RejectionFormatter;
import io.gatehouse.web.password.ResetMessages;
import io.gatehouse.web.security.StepUpGate;
import io.quarkus.qute.TemplateData;
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
    @TemplateData
    record Form(String email, int minLength, FormErrors errors) {}

    @GET
    public Response page(@PathParam("realm") String slug) {
        SignedIn caller = SignedIn.in(identity, slug);
        return gate.require(caller, () -> show(200, caller, FormErrors.NONE));
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response submit(
            @PathParam("realm") String slug,
            @FormParam("current") String current,
            @FormParam("password") String password) {
        SignedIn caller = SignedIn.in(identity, slug);
        return gate.require(
                caller,
                () -> {
                    FormErrors missing = missing(caller, current, password);
                    return missing.any() ? show(400, caller, missing) : change(caller, current, password);
                },
                () -> show(200, caller, FormErrors.NONE));
    }

    private Response change(SignedIn caller, String current, String password) {
        return changes.change(request.caller(caller), current, password)
                .fold(
                        (changed, opened) -> Response.fromResponse(
                                        AccountPage.redirect(caller, AccountPage.Done.PASSWORD_CHANGED))
                                .cookie(cookies.set(
                                        RealmCookies.Kind.SESSION,
                                        caller.realm().slug(),
                                        opened.secret()))
                                .build(),
                        reasons -> show(
                                REJECTED,
                                caller,
                                FormErrors.at("password", rejection(caller).of(reasons))),
                        refusal -> refused(caller, refusal));
    }

    private Response refused(SignedIn caller, Refusal refusal) {
        Problem problem = problems.of(refusal);
        AccountMessages messages = messages(caller);
        String message = problem.retryAfter()
                .map(wait -> messages.passwordThrottled(Countdown.of(wait).text()))
                .orElseGet(messages::currentWrong);
        return pages.refuse(
                problem, new Page(pages.layout(caller.realm()), form(caller, FormErrors.at("current", message))));
    }

    private FormErrors missing(SignedIn caller, String current, String password) {
        FormErrors errors = current == null || current.isEmpty()
                ? FormErrors.at("current", messages(caller).currentMissing())
                : FormErrors.NONE;
        return password == null || password.isEmpty()
                ? errors.and(
                        "password",
                        pages.messages(ResetMessages.class, caller.realm()).passwordMissing())
                : errors;
    }

    private Response show(int status, SignedIn caller, FormErrors errors) {
        return pages.show(status, new Page(pages.layout(caller.realm()), form(caller, errors)));
    }

    private AccountMessages messages(SignedIn caller) {
        return pages.messages(AccountMessages.class, caller.realm());
    }

    private RejectionFormatter rejection(SignedIn caller) {
        return new RejectionFormatter(pages.messages(ResetMessages.class, caller.realm()), caller.realm());
    }

    private static Form form(SignedIn caller, FormErrors errors) {
        return new Form(
                caller.administrator().email().value(),
                caller.realm().settings().password().minLength(),
                errors);
    }

    record Page(PageLayout layout, Form form) implements PageTemplate {}
}
