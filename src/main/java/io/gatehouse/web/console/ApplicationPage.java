package io.gatehouse.web.console;

import io.gatehouse.kernel.NotFoundException;
import io.gatehouse.kernel.PublicUrls;
import io.gatehouse.openid.authorization.AuthorizationService.SignedInAdministrator;
import io.gatehouse.openid.authorization.ClientTrial;
import io.gatehouse.openid.client.Client;
import io.gatehouse.openid.client.ClientAdministration;
import io.gatehouse.openid.client.ClientAdministration.WithSecret;
import io.gatehouse.openid.client.Clients;
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
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** Shows, tries, changes and deletes a registered application, and creates its secrets, each shown once. */
@Path("/realms/{realm}/console/applications/{id}")
@Produces(MediaType.TEXT_HTML)
@RolesAllowed("SYSTEM_ADMINISTRATOR")
public class ApplicationPage {
    private final SecurityIdentity identity;
    private final StepUpGate gate;
    private final Clients clients;
    private final ClientAdministration administration;
    private final ClientTrial trial;
    private final ApplicationViews views;
    private final PublicUrls urls;
    private final PageRequest request;

    ApplicationPage(
            SecurityIdentity identity,
            StepUpGate gate,
            Clients clients,
            ClientAdministration administration,
            ClientTrial trial,
            ApplicationViews views,
            PublicUrls urls,
            PageRequest request) {
        this.identity = identity;
        this.gate = gate;
        this.clients = clients;
        this.administration = administration;
        this.trial = trial;
        this.views = views;
        this.urls = urls;
        this.request = request;
    }

    /** Shows the application, or asks before it is deleted. */
    @GET
    public Response page(
            @PathParam("realm") String slug, @PathParam("id") String clientId, @QueryParam("delete") boolean deleting) {
        SignedIn caller = SignedIn.in(identity, slug);
        Client client = get(caller, clientId);
        return deleting
                ? gate.require(caller, () -> views.details(caller, client, "", "", true))
                : views.details(caller, client, "", "", false);
    }

    @GET
    @Path("/edit")
    public Response form(@PathParam("realm") String slug, @PathParam("id") String clientId) {
        SignedIn caller = SignedIn.in(identity, slug);
        Client client = get(caller, clientId);
        return gate.require(caller, () -> show(200, caller, client, ApplicationEntry.of(client), FormErrors.NONE));
    }

    @POST
    @Path("/edit")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response change(
            @PathParam("realm") String slug, @PathParam("id") String clientId, @BeanParam ApplicationEntry entry) {
        SignedIn caller = SignedIn.in(identity, slug);
        Client client = get(caller, clientId);
        return gate.require(
                caller, () -> change(caller, client, entry), () -> show(200, caller, client, entry, FormErrors.NONE));
    }

    private Response change(SignedIn caller, Client client, ApplicationEntry entry) {
        FormErrors errors = ApplicationEntry.errors(entry.with(client.metadata()), urls, views.messages(caller));
        if (errors.any()) {
            return show(400, caller, client, entry, errors);
        }
        WithSecret changed = administration.change(request.caller(caller), client.id(), entry::with);
        return views.changed(
                caller,
                changed.client(),
                views.messages(caller).changed(),
                changed.secret().orElse(""));
    }

    @POST
    @Path("/secret")
    public Response createSecret(@PathParam("realm") String slug, @PathParam("id") String clientId) {
        SignedIn caller = SignedIn.in(identity, slug);
        Client client = get(caller, clientId);
        return gate.require(
                caller,
                () -> administration
                        .addSecret(request.caller(caller), client.id())
                        .map(secret -> views.changed(
                                caller, client, views.messages(caller).secretMade(), secret))
                        .orElseGet(() -> views.details(caller, client, "", "", false)));
    }

    /** Signs the caller in as the application would, and shows the claims that it would get. */
    @POST
    @Path("/trial")
    public Response tryOut(@PathParam("realm") String slug, @PathParam("id") String clientId) {
        SignedIn caller = SignedIn.in(identity, slug);
        Client client = get(caller, clientId);
        var administrator = new SignedInAdministrator(caller.session(), caller.administrator());
        return views.tried(caller, client, trial.run(caller.realm(), client, administrator, request.requester()));
    }

    @POST
    @Path("/delete")
    public Response delete(@PathParam("realm") String slug, @PathParam("id") String clientId) {
        SignedIn caller = SignedIn.in(identity, slug);
        Client client = get(caller, clientId);
        return gate.require(caller, () -> {
            administration.delete(request.caller(caller), client.id());
            return views.deleted(caller);
        });
    }

    private Client get(SignedIn caller, String clientId) {
        return clients.find(caller.realm().id(), clientId)
                .orElseThrow(() -> new NotFoundException("There is no such application."));
    }

    private Response show(int status, SignedIn caller, Client client, ApplicationEntry entry, FormErrors errors) {
        return views.form(status, caller, true, client.clientId(), entry, errors);
    }
}
