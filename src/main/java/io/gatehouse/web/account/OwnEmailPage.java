package io.gatehouse.web.account;

import io.gatehouse.account.EmailChanges;
import io.gatehouse.administrator.EmailAddress;
import io.gatehouse.web.layout.FormErrors;
import io.gatehouse.web.layout.FormValues;
import io.gatehouse.web.layout.PageLayout;
import io.gatehouse.web.layout.PageRequest;
import io.gatehouse.web.layout.PageTemplate;
import io.gatehouse.web.layout.Pages;
import io.gatehouse.web.layout.SignedIn;
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
import java.util.Optional;

/** Requests a change of the caller's own e-mail address; requires a recent authentication. */
@Path("/realms/{realm}/account/email")
@Produces(MediaType.TEXT_HTML)
@Authenticated
public class OwnEmailPage {
    private static final int TAKEN = 409;

    private final SecurityIdentity identity;
    private final StepUpGate gate;
    private final EmailChanges changes;
    private final Pages pages;
    private final PageRequest request;

    OwnEmailPage(SecurityIdentity identity, StepUpGate gate, EmailChanges changes, Pages pages, PageRequest request) {
        this.identity = identity;
        this.gate = gate;
        this.changes = changes;
        this.pages = pages;
        this.request = request;
    }

    /** The content of the form. */
    @TemplateData
    record Form(String current, String email, FormErrors errors) {}

    @GET
    public Response page(@PathParam("realm") String slug) {
        SignedIn caller = SignedIn.in(identity, slug);
        return gate.require(caller, () -> show(200, caller, "", FormErrors.NONE));
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response submit(@PathParam("realm") String slug, @FormParam("email") String email) {
        SignedIn caller = SignedIn.in(identity, slug);
        String typed = FormValues.text(email);
        return gate.require(caller, () -> submit(caller, typed), () -> show(200, caller, typed, FormErrors.NONE));
    }

    private Response submit(SignedIn caller, String typed) {
        Optional<EmailAddress> newEmail = EmailAddress.parse(typed);
        if (newEmail.isEmpty()) {
            ResetMessages messages = pages.messages(ResetMessages.class, caller.realm());
            String message = typed.isEmpty() ? messages.emailMissing() : messages.emailMalformed();
            return show(400, caller, typed, FormErrors.at("email", message));
        }
        if (!changes.request(request.caller(caller), newEmail.get())) {
            AccountMessages messages = pages.messages(AccountMessages.class, caller.realm());
            return show(TAKEN, caller, typed, FormErrors.at("email", messages.emailTaken()));
        }
        return AccountPage.redirect(caller, AccountPage.Done.EMAIL_ASKED);
    }

    private Response show(int status, SignedIn caller, String typed, FormErrors errors) {
        var form = new Form(caller.administrator().email().value(), typed, errors);
        return pages.show(status, new Page(pages.layout(caller.realm()), form));
    }

    record Page(PageLayout layout, Form form) implements PageTemplate {}
}
