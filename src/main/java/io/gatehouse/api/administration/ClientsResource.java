package io.gatehouse.api.administration;

import io.gatehouse.api.administration.ClientBody.ClientRequest;
import io.gatehouse.api.administration.ClientBody.ClientResponse;
import io.gatehouse.api.support.RequestCaller;
import io.gatehouse.api.support.RequestedRealm;
import io.gatehouse.http.Problem;
import io.gatehouse.http.ProblemCode;
import io.gatehouse.http.ProblemException;
import io.gatehouse.kernel.NotFoundException;
import io.gatehouse.kernel.PublicUrls;
import io.gatehouse.openid.client.Client;
import io.gatehouse.openid.client.ClientAdministration;
import io.gatehouse.openid.client.ClientAdministration.WithSecret;
import io.gatehouse.openid.client.ClientMetadata;
import io.gatehouse.openid.client.ClientRule;
import io.gatehouse.openid.client.Clients;
import io.gatehouse.realm.Realm;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jboss.resteasy.reactive.RestResponse;

/** Registers, lists, changes and deletes the clients of the realm's OpenID provider. */
@Path("/api/v1/realms/{realm}/clients")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({"SYSTEM_ADMINISTRATOR", "OPERATOR", "OBSERVER"})
public class ClientsResource {
    private final RequestedRealm realms;
    private final RequestCaller caller;
    private final Clients clients;
    private final ClientAdministration administration;
    private final PublicUrls urls;

    ClientsResource(
            RequestedRealm realms,
            RequestCaller caller,
            Clients clients,
            ClientAdministration administration,
            PublicUrls urls) {
        this.realms = realms;
        this.caller = caller;
        this.clients = clients;
        this.administration = administration;
        this.urls = urls;
    }

    /** A new secret, shown only in this response. */
    public record ClientSecretResponse(String clientSecret) {
        /** Omits the secret. */
        @Override
        public String toString() {
            return "ClientSecretResponse";
        }
    }

    @GET
    @Operation(summary = "Returns the clients, ordered by clientId")
    public List<ClientResponse> listClients(@PathParam("realm") String slug) {
        return clients.list(realms.get(slug).id()).stream()
                .map(client -> response(client, Optional.empty()))
                .toList();
    }

    @GET
    @Path("/{id}")
    @Operation(summary = "Returns a client by its id or clientId")
    public ClientResponse getClient(@PathParam("realm") String slug, @PathParam("id") String id) {
        return response(find(realms.get(slug), id), Optional.empty());
    }

    @POST
    @RolesAllowed("SYSTEM_ADMINISTRATOR")
    @Operation(summary = "Registers a client, whose secret is shown only in this response")
    @APIResponseSchema(value = ClientResponse.class, responseCode = "201")
    public RestResponse<ClientResponse> registerClient(@PathParam("realm") String slug, @Valid ClientRequest body) {
        ClientMetadata metadata = valid(body.metadata());
        WithSecret created = administration
                .register(caller.caller(), Optional.ofNullable(body.clientId()), metadata)
                .orElseThrow(() -> new ProblemException(
                        ProblemCode.CONFLICT, "There is a client with this clientId. Choose another."));
        return RestResponse.status(RestResponse.Status.CREATED, response(created.client(), created.secret()));
    }

    @PATCH
    @Path("/{id}")
    @RolesAllowed("SYSTEM_ADMINISTRATOR")
    @Operation(
            summary =
                    "Changes the fields of a client that the body has, all but clientId; an empty text clears an optional one")
    public ClientResponse changeClient(
            @PathParam("realm") String slug, @PathParam("id") String id, @Valid ClientRequest body) {
        Client client = find(realms.get(slug), id);
        if (body.clientId() != null && !body.clientId().equals(client.clientId())) {
            throw invalid(List.of(new Problem.FieldError("clientId", "invalid", "A clientId cannot be changed.")));
        }
        WithSecret changed =
                administration.change(caller.caller(), client.id(), before -> valid(body.metadata(before)));
        return response(changed.client(), changed.secret());
    }

    @DELETE
    @Path("/{id}")
    @RolesAllowed("SYSTEM_ADMINISTRATOR")
    @Operation(summary = "Deletes a client with all tokens that it has received")
    public void deleteClient(@PathParam("realm") String slug, @PathParam("id") String id) {
        administration.delete(caller.caller(), find(realms.get(slug), id).id());
    }

    @POST
    @Path("/{id}/secret")
    @Consumes(MediaType.WILDCARD)
    @RolesAllowed("SYSTEM_ADMINISTRATOR")
    @Operation(summary = "Creates a secret of a client; the one before stays valid until the next is created")
    public ClientSecretResponse createClientSecret(@PathParam("realm") String slug, @PathParam("id") String id) {
        return administration
                .addSecret(caller.caller(), find(realms.get(slug), id).id())
                .map(ClientSecretResponse::new)
                .orElseThrow(() ->
                        new ProblemException(ProblemCode.CONFLICT, "This client does not authenticate by a secret."));
    }

    private Client find(Realm realm, String id) {
        return clients.find(realm.id(), id)
                .or(() -> uuid(id).flatMap(uuid -> clients.find(realm.id(), uuid)))
                .orElseThrow(() -> new NotFoundException("There is no such client."));
    }

    private static Optional<UUID> uuid(String id) {
        try {
            return Optional.of(UUID.fromString(id));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private ClientResponse response(Client client, Optional<String> secret) {
        return ClientResponse.of(client, clients.secretsCreatedAt(client), secret);
    }

    private ClientMetadata valid(ClientMetadata metadata) {
        List<ClientRule> broken = ClientRule.brokenBy(metadata, urls);
        if (!broken.isEmpty()) {
            throw invalid(broken.stream()
                    .map(rule -> new Problem.FieldError(rule.field(), "invalid", rule.advice()))
                    .toList());
        }
        return metadata;
    }

    private static ProblemException invalid(List<Problem.FieldError> errors) {
        return new ProblemException(
                Problem.of(ProblemCode.INVALID_REQUEST, "One or more fields are missing or malformed.")
                        .withErrors(errors));
    }
}
