package io.gatehouse.web.account;

import io.gatehouse.account.PhoneChanges;
import io.gatehouse.administrator.MobileNumber;
import io.gatehouse.challenge.Challenge.SentCode;
import io.gatehouse.http.Problem;
import io.gatehouse.http.RefusalProblems;
import io.gatehouse.http.TypedCode;
import io.gatehouse.kernel.Refusal;
import io.gatehouse.kernel.Refusal.Reason;
import io.gatehouse.web.layout.Countdown;
import io.gatehouse.web.layout.FormErrors;
import io.gatehouse.web.layout.PageLayout;
import io.gatehouse.web.layout.PageRequest;
import io.gatehouse.web.layout.PageTemplate;
import io.gatehouse.web.layout.Pages;
import io.gatehouse.web.layout.RealmPaths;
import io.gatehouse.web.layout.ReturnTo;
import io.gatehouse.web.layout.SignedIn;
import io.gatehouse.web.signin.CodeMessages;
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
import java.util.Optional;

/** Verifies the code sent to a new phone number. */
@Path("/realms/{realm}/account/phone/code")
@Produces(MediaType.TEXT_HTML)
@Authenticated
public class OwnPhoneCodePage {
    private final SecurityIdentity identity;
    private final PhoneChanges changes;
    private final RefusalProblems problems;
    private final Pages pages;
    private final PageRequest request;

    OwnPhoneCodePage(
            SecurityIdentity identity,
            PhoneChanges changes,
            RefusalProblems problems,
            Pages pages,
            PageRequest request) {
        this.identity = identity;
        this.changes = changes;
        this.problems = problems;
        this.pages = pages;
        this.request = request;
    }

    @GET
    public Response page(@PathParam("realm") String slug) {
        SignedIn caller = SignedIn.in(identity, slug);
        return current(caller)
                .map(sent -> {
                    return pages.show(200, page(caller, sent, FormErrors.NONE));
                })
                .orElseGet(() -> Pages.redirectTo(new RealmPaths(slug).ownPhone()));
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response submit(@PathParam("realm") String slug, @FormParam("code") String code) {
        SignedIn caller = SignedIn.in(identity, slug);
        return current(caller)
                .map(sent -> submit(caller, sent, code == null ? "" : code))
                .orElseGet(() -> Pages.redirectTo(new RealmPaths(slug).ownPhone()));
    }

    private Response submit(SignedIn caller, SentCode sent, String typed) {
        CodeMessages messages = pages.messages(CodeMessages.class, caller.realm());
        int length = sent.code().length();
        return TypedCode.digits(typed, length)
                .map(digits -> changes.verify(request.caller(caller), digits)
                        .map(refusal -> refused(caller, sent, messages, refusal))
                        .orElseGet(() -> changed(caller)))
                .orElseGet(() -> pages.show(
                        400,
                        page(
                                caller,
                                sent,
                                FormErrors.at(
                                        "code", typed.isBlank() ? messages.missing() : messages.malformed(length)))));
    }

    /** Redirects to the account; after the first number, offers recovery codes as at sign-in. */
    private static Response changed(SignedIn caller) {
        String account = AccountPage.path(caller, AccountPage.Done.PHONE_CHANGED);
        boolean first = caller.administrator().phone().isEmpty();
        return Pages.redirectTo(
                first ? new RealmPaths(caller.realm().slug()).offerRecoveryCodes(ReturnTo.parse(account)) : account);
    }

    private Response refused(SignedIn caller, SentCode sent, CodeMessages messages, Refusal refusal) {
        if (refusal.reason() == Reason.CODE_USED_UP || refusal.reason() == Reason.STEP_NOT_ALLOWED) {
            return Pages.redirectTo(new RealmPaths(caller.realm().slug()).ownPhone());
        }
        Problem problem = problems.of(refusal);
        String message = problem.attemptsLeft().isPresent()
                ? messages.wrong(sent.code().tag(), problem.attemptsLeft().getAsInt())
                : problem.retryAfter()
                        .map(wait -> messages.sendsLocked(Countdown.of(wait).text()))
                        .orElseGet(messages::wrongExpired);
        return pages.refuse(problem, page(caller, sent, FormErrors.at("code", message)));
    }

    private Optional<SentCode> current(SignedIn caller) {
        return changes.current(
                caller.realm(), caller.session().id(), caller.administrator().id(), request.requester());
    }

    private Page page(SignedIn caller, SentCode sent, FormErrors errors) {
        String number = changes.number(
                        caller.realm(),
                        caller.session().id(),
                        caller.administrator().id(),
                        request.requester())
                .map(MobileNumber::international)
                .orElse(sent.destination().hint());
        return new Page(
                pages.layout(caller.realm()),
                number,
                sent.code().tag(),
                sent.code().length(),
                errors);
    }

    record Page(PageLayout layout, String number, String tag, int length, FormErrors errors) implements PageTemplate {}
}
