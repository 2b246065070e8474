package io.gatehouse.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.avaje.validation.constraints.Valid;
import io.gatehouse.admin.Role;
import io.gatehouse.platform.AddressRange;
import io.gatehouse.platform.NotFoundException;
import io.gatehouse.platform.http.Problem;
import io.gatehouse.platform.http.ProblemCode;
import io.gatehouse.platform.http.ProblemException;
import io.gatehouse.platform.http.RequestContext;
import io.gatehouse.session.ServiceToken;
import io.gatehouse.session.ServiceTokens;
import jakarta.annotation.security.RolesAllowed;
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
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** The realm's tokens for automation. */
@Path("/api/v1/realms/{realm}/service-tokens")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("SYSTEM_ADMINISTRATOR")
public class ServiceTokensResource {
    private final RequestedRealm realms;
    private final Caller caller;
    private final ServiceTokens tokens;
    private final RequestContext request;

    ServiceTokensResource(RequestedRealm realms, Caller caller, ServiceTokens tokens, RequestContext request) {
        this.realms = realms;
        this.caller = caller;
        this.tokens = tokens;
        this.request = request;
    }

    /** The roles automation may have. */
    public enum ServiceRole {
        OPERATOR(Role.OPERATOR),
        OBSERVER(Role.OBSERVER);

        private final Role role;

        ServiceRole(Role role) {
            this.role = role;
        }
    }

    /** A wish for a token; the address ranges in CIDR notation, everywhere if left out; 90 days if nothing is said. */
    @Valid
    public record Wish(
            @NotBlank @Size(max = 80) String name,
            @NotNull ServiceRole role,
            @Min(30) @Max(365) Integer expiresInDays,
            @Size(max = 20) List<@NotNull @Size(max = 50) String> addressRanges) {
        public Wish {
            expiresInDays = expiresInDays == null ? 90 : expiresInDays;
        }
    }

    /** A token; its secret only in the answer that creates it. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Body(
            UUID id,
            String name,
            Role role,
            List<String> addressRanges,
            Instant createdAt,
            Instant expiresAt,
            Instant lastUsedAt,
            boolean inactive,
            String token) {
        static Body of(ServiceToken token, String secret) {
            return new Body(
                    token.id(),
                    token.name(),
                    token.role(),
                    token.addressRanges().stream().map(AddressRange::value).toList(),
                    token.createdAt(),
                    token.expiresAt(),
                    token.lastUsedAt().orElse(null),
                    token.inactive(),
                    secret);
        }
    }

    /** Creates a token. */
    @POST
    public Response create(@PathParam("realm") String slug, Wish body) {
        caller.requireFresh(realms.get(slug));
        ServiceToken.Created created = tokens.create(
                caller.session(),
                body.name().strip(),
                body.role().role,
                Duration.ofDays(body.expiresInDays()),
                ranges(body.addressRanges()),
                request.requester());
        return Response.status(Response.Status.CREATED)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .entity(Body.of(created.token(), created.secret()))
                .build();
    }

    /** The realm's tokens, the newest first. */
    @GET
    public List<Body> list(@PathParam("realm") String slug) {
        caller.requireFresh(realms.get(slug));
        return tokens.of(caller.session().realm()).stream()
                .map(token -> Body.of(token, null))
                .toList();
    }

    /** Ends a token, at once. */
    @DELETE
    @Path("/{id}")
    public void revoke(@PathParam("realm") String slug, @PathParam("id") UUID id) {
        caller.requireFresh(realms.get(slug));
        if (!tokens.revoke(caller.session(), id, request.requester())) {
            throw new NotFoundException("There is no such service token.");
        }
    }

    private static List<AddressRange> ranges(List<String> typed) {
        return typed == null
                ? List.of()
                : typed.stream()
                        .map(range -> AddressRange.parse(range).orElseThrow(ServiceTokensResource::notARange))
                        .toList();
    }

    private static ProblemException notARange() {
        return new ProblemException(Problem.of(ProblemCode.INVALID_REQUEST, "An address range is malformed.")
                .withErrors(List.of(new Problem.FieldError(
                        "addressRanges", "invalid", "Use CIDR notation, such as 203.0.113.0/24."))));
    }
}
