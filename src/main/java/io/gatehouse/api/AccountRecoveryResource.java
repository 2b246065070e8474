package io.gatehouse.api;

import io.gatehouse.account.RecoveryCodeSets;
import io.gatehouse.platform.http.RequestContext;
import io.quarkus.security.Authenticated;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;

/** Gives the caller recovery codes. */
@Path("/api/v1/realms/{realm}/account/recovery-codes")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
public class AccountRecoveryResource {
    private final RequestedRealm realms;
    private final Caller caller;
    private final RecoveryCodeSets sets;
    private final RequestContext request;

    AccountRecoveryResource(RequestedRealm realms, Caller caller, RecoveryCodeSets sets, RequestContext request) {
        this.realms = realms;
        this.caller = caller;
        this.sets = sets;
        this.request = request;
    }

    /** Ten codes, each of which stands in once for a code sent. */
    public record CodeSet(List<String> recoveryCodes) {}

    /** A new set, shown this once; the one before is void. */
    @POST
    public Response renew(@PathParam("realm") String slug) {
        caller.requireFresh(realms.get(slug));
        return Response.ok(new CodeSet(sets.renew(caller.session(), request.requester())))
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }
}
