package io.gatehouse.web.account;

import io.gatehouse.account.PhoneChanges;
import io.gatehouse.administrator.MobileNumber;
import io.gatehouse.realm.Channel;
import io.gatehouse.web.layout.PageLayout;
import io.gatehouse.web.layout.PageRequest;
import io.gatehouse.web.layout.PageTemplate;
import io.gatehouse.web.layout.Pages;
import io.gatehouse.web.layout.RealmPaths;
import io.gatehouse.web.layout.SignedIn;
import io.gatehouse.web.security.StepUpGate;
import io.gatehouse.web.signin.NumberForms;
import io.gatehouse.web.signin.NumberForms.NumberForm;
import io.gatehouse.web.signin.TypedNumber;
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

/**
 * Changes the caller's own phone number; requires a recent authentication. Redirects to the account if the installation sends no
 * text messages.
 */
@Path("/realms/{realm}/account/phone")
@Produces(MediaType.TEXT_HTML)
@Authenticated
public class OwnPhonePage {
    private final SecurityIdentity identity;
    private final StepUpGate gate;
    private final PhoneChanges changes;
    private final NumberForms forms;
    private final PageRequest request;

    OwnPhonePage(
            SecurityIdentity identity, StepUpGate gate, PhoneChanges changes, NumberForms forms, PageRequest request) {
        this.identity = identity;
        this.gate = gate;
        this.changes = changes;
        this.forms = forms;
        this.request = request;
    }

    @GET
    public Response page(@PathParam("realm") String slug) {
        SignedIn caller = SignedIn.in(identity, slug);
        return caller.realm().sends(Channel.SMS)
                ? gate.require(caller, () -> forms.toCorrect(caller.realm(), pending(caller), Page::new))
                : Pages.redirectTo(new RealmPaths(slug).account());
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response submit(
            @PathParam("realm") String slug, @FormParam("country") String country, @FormParam("phone") String phone) {
        SignedIn caller = SignedIn.in(identity, slug);
        TypedNumber typed = TypedNumber.of(country, phone);
        return gate.require(
                caller,
                () -> typed.isMissing() ? forms.missing(caller.realm(), typed, Page::new) : send(caller, typed),
                () -> forms.filled(caller.realm(), typed, Page::new));
    }

    private Optional<MobileNumber> pending(SignedIn caller) {
        return changes.number(
                caller.realm(), caller.session().id(), caller.administrator().id(), request.requester());
    }

    private Response send(SignedIn caller, TypedNumber typed) {
        RealmPaths paths = new RealmPaths(caller.realm().slug());
        return changes.send(request.caller(caller), typed.phone(), typed.region())
                .fold(
                        code -> Pages.redirectTo(paths.ownPhoneCode()),
                        refusal -> forms.refused(caller.realm(), typed, refusal, Page::new));
    }

    record Page(PageLayout layout, NumberForm form) implements PageTemplate {}
}
