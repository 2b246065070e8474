package io.gatehouse.api.account;

import io.gatehouse.account.EmailChanges;
import io.gatehouse.administrator.EmailAddress;
import io.gatehouse.api.support.Format;
import io.gatehouse.api.support.InputRules;
import io.gatehouse.api.support.RequestCaller;
import io.gatehouse.api.support.RequestedRealm;
import io.gatehouse.api.support.TextFormat;
import io.gatehouse.http.ProblemCode;
import io.gatehouse.http.ProblemException;
import io.gatehouse.http.RequestContext;
import io.quarkus.security.Authenticated;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.jboss.resteasy.reactive.RestResponse;

/** Changes the caller's own e-mail address. */
@Path("/api/v1/realms/{realm}/account/email")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
public class AccountEmailResource {
    private final RequestedRealm realms;
    private final RequestCaller caller;
    private final EmailChanges changes;
    private final RequestContext request;

    AccountEmailResource(RequestedRealm realms, RequestCaller caller, EmailChanges changes, RequestContext request) {
        this.realms = realms;
        this.caller = caller;
        this.changes = changes;
        this.request = request;
    }

    /** The new e-mail address. */
    public record EmailChangeRequest(
            @NotNull @Size(max = InputRules.MAX_EMAIL) @Format(TextFormat.EMAIL_ADDRESS)
            String email) {}

    /** Mails a confirmation link to the new address; the account keeps its address until the link is confirmed. */
    @POST
    public RestResponse<Void> request(@PathParam("realm") String slug, @Valid EmailChangeRequest body) {
        EmailAddress email = EmailAddress.parse(body.email()).orElseThrow();
        if (!changes.request(caller.caller(), email)) {
            throw new ProblemException(ProblemCode.CONFLICT, "An account of this realm has that address.");
        }
        return RestResponse.accepted();
    }
}
