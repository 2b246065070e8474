package io.gatehouse.web.console;

import io.gatehouse.kernel.PublicUrls;
import io.gatehouse.openid.client.ClientAdministration;
import io.gatehouse.openid.client.ClientMetadata;
import io.gatehouse.web.layout.FormErrors;
import io.gatehouse.web.layout.PageRequest;
import io.gatehouse.web.layout.SignedIn;
import io.gatehouse.web.security.StepUpGate;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;

/** Registers an application that signs in by the realm's OpenID provider; its secret is shown once. */
@Path("/realms/{realm}/console/register-application")
@Produces(MediaType.TEXT_HTML)
@RolesAllowed("SYSTEM_ADMINISTRATOR")
public class RegisterApplicationPage {
    private final SecurityIdentity identity;
    private final StepUpGate gate;
    private final ClientAdministration administration;
    private final ApplicationViews views;
    private final PublicUrls urls;
    private final PageRequest request;

    RegisterApplicationPage(
            SecurityIdentity identity,
            StepUpGate gate,
            ClientAdministration administration,
            ApplicationViews views,
            PublicUrls urls,
            PageRequest request) {
        this.identity = identity;
        this.gate = gate;
        this.administration = administration;
        this.views = views;
        this.urls = urls;
        this.request = request;
    }

    @GET
    public Response form(@PathParam("realm") String slug) {
        SignedIn caller = SignedIn.in(identity, slug);
        return gate.require(caller, () -> show(200, caller, ApplicationEntry.empty(), FormErrors.NONE));
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response register(@PathParam("realm") String slug, @BeanParam ApplicationEntry entry) {
        SignedIn caller = SignedIn.in(identity, slug);
        return gate.require(caller, () -> register(caller, entry), () -> show(200, caller, entry, FormErrors.NONE));
    }

    private Response register(SignedIn caller, ApplicationEntry entry) {
        ApplicationMessages messages = views.messages(caller);
        ClientMetadata metadata = entry.metadata();
        FormErrors errors = ApplicationEntry.errors(metadata, urls, messages);
        if (!entry.clientId().isEmpty() && !entry.hasValidClientId()) {
            errors = errors.and("clientId", messages.clientIdWrong());
        }
        if (errors.any()) {
            return show(400, caller, entry, errors);
        }
        Optional<String> clientId = Optional.of(entry.clientId()).filter(text -> !text.isEmpty());
        return administration
                .register(request.caller(caller), clientId, metadata)
                .map(created -> views.changed(
                        caller,
                        created.client(),
                        messages.registered(),
                        created.secret().orElse("")))
                .orElseGet(() -> show(409, caller, entry, FormErrors.at("clientId", messages.clientIdTaken())));
    }

    private Response show(int status, SignedIn caller, ApplicationEntry entry, FormErrors errors) {
        return views.form(status, caller, false, "", entry, errors);
    }
}
