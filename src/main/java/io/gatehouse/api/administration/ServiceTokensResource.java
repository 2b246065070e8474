package io.gatehouse.api.administration;

import io.gatehouse.administration.servicetokens.ServiceTokenAdministration;
import io.gatehouse.administration.suspension.Suspensions;
import io.gatehouse.api.support.Format;
import io.gatehouse.api.support.RequestCaller;
import io.gatehouse.api.support.RequestedRealm;
import io.gatehouse.api.support.TextFormat;
import io.gatehouse.kernel.AddressRange;
import io.gatehouse.kernel.NotFoundException;
import io.gatehouse.realm.Role;
import io.gatehouse.servicetoken.ServiceToken;
import io.gatehouse.servicetoken.ServiceTokens;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jboss.resteasy.reactive.RestResponse;

/** Creates, lists and revokes the realm's service tokens, and allows suspended ones again. */
@Path("/api/v1/realms/{realm}/service-tokens")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("SYSTEM_ADMINISTRATOR")
public class ServiceTokensResource {
    private final RequestedRealm realms;
    private final RequestCaller caller;
    private final ServiceTokens tokens;
    private final ServiceTokenAdministration administration;
    private final Suspensions suspensions;

    ServiceTokensResource(
            RequestedRealm realms,
            RequestCaller caller,
            ServiceTokens tokens,
            ServiceTokenAdministration administration,
            Suspensions suspensions) {
        this.realms = realms;
        this.caller = caller;
        this.tokens = tokens;
        this.administration = administration;
        this.suspensions = suspensions;
    }

    /** The roles a service token can have. */
    public enum ServiceRole {
        OPERATOR(Role.OPERATOR),
        OBSERVER(Role.OBSERVER);

        private final Role role;

        ServiceRole(Role role) {
            this.role = role;
        }
    }

    /** A token to create; without address ranges it is valid from every address, without days for 90 days. */
    public record CreateServiceTokenRequest(
            @NotBlank @Size(max = 80) String name,
            @NotNull ServiceRole role,
            @Min(30) @Max(365) Integer expiresInDays,

            @Size(max = 20, message = "Use at most 20 ranges.")
            List<@NotNull @Size(max = 50) @Format(TextFormat.ADDRESS_RANGE) String> addressRanges) {
        public CreateServiceTokenRequest {
            expiresInDays = expiresInDays == null ? 90 : expiresInDays;
            addressRanges = addressRanges == null ? List.of() : addressRanges;
        }
    }

    /** A token; the secret, whose first characters are the prefix, is present only in the response that creates it. */
    public record ServiceTokenBody(
            UUID id,
            String name,
            String prefix,
            Role role,
            List<String> addressRanges,
            Instant createdAt,
            Instant expiresAt,
            Optional<Instant> lastUsedAt,
            boolean inactive,
            Optional<Instant> suspendedAt,
            Optional<String> token) {
        static ServiceTokenBody of(ServiceToken token, Optional<String> secret) {
            return new ServiceTokenBody(
                    token.id(),
                    token.name(),
                    token.prefix(),
                    token.role(),
                    token.addressRanges().stream().map(AddressRange::value).toList(),
                    token.createdAt(),
                    token.expiresAt(),
                    token.lastUsedAt(),
                    token.inactive(),
                    token.suspendedAt(),
                    secret);
        }
    }

    @POST
    @Operation(summary = "Creates a service token, whose secret is shown only in this response")
    @APIResponseSchema(value = ServiceTokenBody.class, responseCode = "201")
    public RestResponse<ServiceTokenBody> createServiceToken(
            @PathParam("realm") String slug, @Valid CreateServiceTokenRequest body) {
        ServiceToken.Created created = administration.create(
                caller.caller(),
                body.name().strip(),
                body.role().role,
                Duration.ofDays(body.expiresInDays()),
                body.addressRanges().stream()
                        .map(range -> AddressRange.parse(range).orElseThrow())
                        .toList());
        return RestResponse.status(
                RestResponse.Status.CREATED, ServiceTokenBody.of(created.token(), Optional.of(created.secret())));
    }

    @GET
    @Operation(summary = "Returns the realm's service tokens, newest first")
    public List<ServiceTokenBody> listServiceTokens(@PathParam("realm") String slug) {
        caller.requireFresh(realms.get(slug));
        return tokens.list(caller.session().realm()).stream()
                .map(token -> ServiceTokenBody.of(token, Optional.empty()))
                .toList();
    }

    @DELETE
    @Path("/{id}")
    @Operation(summary = "Revokes a service token at once")
    public void revokeServiceToken(@PathParam("realm") String slug, @PathParam("id") UUID id) {
        if (!administration.revoke(caller.caller(), id)) {
            throw new NotFoundException("There is no such service token.");
        }
    }

    @POST
    @Path("/{id}/lift")
    @Operation(summary = "Allows a suspended service token again that another administrator created")
    public void liftServiceToken(@PathParam("realm") String slug, @PathParam("id") UUID id) {
        SuspendedCodesResource.requireLifted(suspensions.liftServiceToken(caller.caller(), id), () -> {
            throw new IllegalStateException("A service token has no version.");
        });
    }
}
