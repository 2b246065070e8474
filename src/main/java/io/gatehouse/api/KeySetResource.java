package io.gatehouse.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.gatehouse.token.Issuers;
import io.gatehouse.token.JsonWebKeySet;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** The keys by which anybody verifies a realm's access tokens. */
@Path("/realms/{realm}/.well-known")
@PermitAll
public class KeySetResource {
    /** Shorter than a key is published before it signs. */
    private static final String CACHE = "public, max-age=300";

    private final RequestedRealm realms;
    private final Issuers issuers;
    private final JsonWebKeySet keySet;

    KeySetResource(RequestedRealm realms, Issuers issuers, JsonWebKeySet keySet) {
        this.realms = realms;
        this.issuers = issuers;
        this.keySet = keySet;
    }

    /**
     * What truly exists of an OpenID provider's metadata: issuer and keys.
     *
     * @param issuer the {@code iss} of access tokens
     * @param jwksUri where their keys are
     */
    public record Metadata(
            String issuer, @JsonProperty("jwks_uri") String jwksUri) {}

    /** The realm's metadata (RFC 8414, section 2). */
    @GET
    @Path("/openid-configuration")
    @Produces(MediaType.APPLICATION_JSON)
    public Response metadata(@PathParam("realm") String slug) {
        String issuer = issuers.of(realms.get(slug));
        return Response.ok(new Metadata(issuer, issuer + "/.well-known/jwks.json"))
                .header(HttpHeaders.CACHE_CONTROL, CACHE)
                .build();
    }

    /** The realm's JWK set (RFC 7517, section 5). */
    @GET
    @Path("/jwks.json")
    @Produces(MediaType.APPLICATION_JSON)
    public Response keys(@PathParam("realm") String slug) {
        return Response.ok(keySet.of(realms.get(slug).id()))
                .header(HttpHeaders.CACHE_CONTROL, CACHE)
                .build();
    }
}
