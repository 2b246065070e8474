package io.gatehouse.api;

import io.avaje.validation.constraints.Valid;
import io.gatehouse.account.EmailChanges;
import io.gatehouse.admin.EmailAddress;
import io.gatehouse.platform.http.ProblemCode;
import io.gatehouse.platform.http.ProblemException;
import io.gatehouse.platform.http.RequestContext;
import io.gatehouse.realm.Realm;
import io.quarkus.security.Authenticated;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** Changes the caller's own e-mail address. */
@Path("/api/v1/realms/{realm}/account/email")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
public class AccountEmailResource {
    private final RequestedRealm realms;
    private final Caller caller;
    private final EmailChanges changes;
    private final RequestContext request;

    AccountEmailResource(RequestedRealm realms, Caller caller, EmailChanges changes, RequestContext request) {
        this.realms = realms;
        this.caller = caller;
        this.changes = changes;
        this.request = request;
    }

    /** The address that shall be. */
    @Valid
    public record Wish(@NotNull @Size(min = 1, max = 254) String email) {}

    /** Mails a link to the new address; the account keeps the one it has until the link is followed. */
    @POST
    public Response wish(@PathParam("realm") String slug, Wish body) {
        Realm realm = realms.get(slug);
        caller.requireFresh(realm);
        EmailAddress wished = EmailAddress.parse(body.email())
                .orElseThrow(
                        () -> PageQuery.invalid("email", "Use an address in plain ASCII, such as admin@example.com."));
        if (!changes.request(realm, caller.session(), wished, request.requester())) {
            throw new ProblemException(ProblemCode.CONFLICT, "An account of this realm has that address.");
        }
        return Response.accepted().build();
    }
}
