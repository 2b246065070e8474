package io.gatehouse.api.account;

import io.gatehouse.account.EmailChanges;
import io.gatehouse.administrator.EmailAddress;
import io.gatehouse.api.support.Format;
import io.gatehouse.api.support.InputRules;
import io.gatehouse.api.support.RequestCaller;
import io.gatehouse.api.support.TextFormat;
import io.gatehouse.http.ProblemCode;
import io.gatehouse.http.ProblemException;
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
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.resteasy.reactive.RestResponse;

/** Changes the caller's own e-mail address. */
@Path("/api/v1/realms/{realm}/account/email")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
public class AccountEmailResource {
    private final RequestCaller caller;
    private final EmailChanges changes;

    AccountEmailResource(RequestCaller caller, EmailChanges changes) {
        this.caller = caller;
        this.changes = changes;
    }

    /** The new e-mail address. */
    public record EmailChangeRequest(
            @NotNull @Size(max = InputRules.MAX_EMAIL) @Format(TextFormat.EMAIL_ADDRESS)
            String email) {}

    @POST
    @Operation(summary = "Mails a confirmation link to the new address; the account keeps its own until that is opened")
    @APIResponse(responseCode = "202", description = "Accepted")
    public RestResponse<Void> changeEmail(@PathParam("realm") String slug, @Valid EmailChangeRequest body) {
        EmailAddress email = EmailAddress.parse(body.email()).orElseThrow();
        if (!changes.request(caller.caller(), email)) {
            throw new ProblemException(ProblemCode.CONFLICT, "An account of this realm has that address.");
        }
        return RestResponse.accepted();
    }
}
