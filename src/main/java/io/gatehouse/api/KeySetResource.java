package io.gatehouse.api;

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
    private final JsonWebKeySet keySet;

    KeySetResource(RequestedRealm realms, JsonWebKeySet keySet) {
        this.realms = realms;
        this.keySet = keySet;
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
