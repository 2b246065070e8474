package io.gatehouse.api.openid;

import io.gatehouse.api.support.StaleCache;
import io.gatehouse.openid.provider.ProviderMetadata;
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

/** Publishes the metadata of a realm's OpenID provider, and the keys that verify what the realm signs. */
@Path("/realms/{slug}/.well-known")
@PermitAll
public class ProviderResource {
    /** Shorter than the time between a key's publication and its first signature. */
    private static final String CACHE = "public, max-age=300";

    private final Realms realms;
    private final ProviderMetadata metadata;
    private final JsonWebKeySet keySet;
    private final StaleCache<Map<String, Object>> lastMetadata = new StaleCache<>();
    private final StaleCache<KeySet> lastKeys = new StaleCache<>();

    ProviderResource(Realms realms, ProviderMetadata metadata, JsonWebKeySet keySet) {
        this.realms = realms;
        this.metadata = metadata;
        this.keySet = keySet;
    }

    /** The realm's JWK set. */
    public record KeySet(List<Map<String, Object>> keys) {}

    @GET
    @Path("/openid-configuration")
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "Describes the realm's OpenID provider (OpenID Connect Discovery 1.0, section 3)")
    public RestResponse<Map<String, Object>> getProviderMetadata(@PathParam("slug") String slug) {
        return cacheable(lastMetadata.get(slug, () -> metadata.of(realms.get(slug))));
    }

    @GET
    @Path("/jwks.json")
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "Returns the keys that verify the realm's tokens (RFC 7517, section 5)")
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
