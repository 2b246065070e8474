package io.gatehouse.api.signin;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.gatehouse.api.support.StaleCache;
import io.gatehouse.kernel.PublicUrls;
import io.gatehouse.realm.Realms;
import io.gatehouse.token.JsonWebKeySet;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestResponse;

/** Publishes the keys that verify a realm's access tokens. */
@Path("/realms/{slug}/.well-known")
@PermitAll
public class KeySetResource {
    /** Shorter than the time between a key's publication and its first signature. */
    private static final String CACHE = "public, max-age=300";

    private final Realms realms;
    private final PublicUrls urls;
    private final JsonWebKeySet keySet;
    private final StaleCache<Metadata> lastMetadata = new StaleCache<>();
    private final StaleCache<KeySet> lastKeys = new StaleCache<>();

    KeySetResource(Realms realms, PublicUrls urls, JsonWebKeySet keySet) {
        this.realms = realms;
        this.urls = urls;
        this.keySet = keySet;
    }

    /**
     * The authorization server metadata of a realm: issuer and key set.
     *
     * @param issuer the {@code iss} of access tokens
     * @param jwksUri address of the key set
     */
    public record Metadata(
            String issuer, @JsonProperty("jwks_uri") String jwksUri) {}

    /** The realm's JWK set. */
    public record KeySet(List<Map<String, String>> keys) {}

    @GET
    @Path("/openid-configuration")
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "Returns the realm's issuer and the address of its key set (RFC 8414, section 2)")
    public RestResponse<Metadata> getIssuerMetadata(@PathParam("slug") String slug) {
        return cacheable(lastMetadata.get(slug, () -> {
            String issuer = urls.realm(realms.get(slug).slug());
            return new Metadata(issuer, issuer + "/.well-known/jwks.json");
        }));
    }

    @GET
    @Path("/jwks.json")
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "Returns the keys that verify the realm's access tokens (RFC 7517, section 5)")
    public RestResponse<KeySet> getKeySet(@PathParam("slug") String slug) {
        return cacheable(
                lastKeys.get(slug, () -> new KeySet(keySet.of(realms.get(slug).id()))));
    }

    private static <T> RestResponse<T> cacheable(T body) {
        return RestResponse.ResponseBuilder.ok(body)
                .header(HttpHeaders.CACHE_CONTROL, CACHE)
                // Scripts of every origin may verify tokens.
                .header("Access-Control-Allow-Origin", "*")
                .build();
    }
}
