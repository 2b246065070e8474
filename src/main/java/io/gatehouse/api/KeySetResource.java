package io.gatehouse.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.gatehouse.realm.Realms;
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
import java.util.function.Supplier;

/** The keys by which anybody verifies a realm's access tokens. */
@Path("/realms/{slug}/.well-known")
@PermitAll
public class KeySetResource {
    /** Shorter than a key is published before it signs. */
    private static final String CACHE = "public, max-age=300";

    private final Realms realms;
    private final Issuers issuers;
    private final JsonWebKeySet keySet;
    private final LastAnswers answers;

    KeySetResource(Realms realms, Issuers issuers, JsonWebKeySet keySet, LastAnswers answers) {
        this.realms = realms;
        this.issuers = issuers;
        this.keySet = keySet;
        this.answers = answers;
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
    public Response metadata(@PathParam("slug") String slug) {
        return answer("metadata " + slug, () -> {
            String issuer = issuers.of(realms.get(slug));
            return new Metadata(issuer, issuer + "/.well-known/jwks.json");
        });
    }

    /** The realm's JWK set (RFC 7517, section 5). */
    @GET
    @Path("/jwks.json")
    @Produces(MediaType.APPLICATION_JSON)
    public Response keys(@PathParam("slug") String slug) {
        return answer("keys " + slug, () -> keySet.of(realms.get(slug).id()));
    }

    private Response answer(String question, Supplier<Object> source) {
        return Response.ok(answers.get(question, source))
                .header(HttpHeaders.CACHE_CONTROL, CACHE)
                .build();
    }
}
