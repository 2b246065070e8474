package io.gatehouse.api.account;

import io.gatehouse.account.OwnAccount;
import io.gatehouse.api.support.RequestCaller;
import io.quarkus.security.Authenticated;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Manages the caller's recovery codes. */
@Path("/api/v1/realms/{realm}/account/recovery-codes")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
public class AccountRecoveryResource {
    private final RequestCaller caller;
    private final OwnAccount account;

    AccountRecoveryResource(RequestCaller caller, OwnAccount account) {
        this.caller = caller;
        this.account = account;
    }

    /** Ten recovery codes, each valid once in place of a sent code. */
    public record RecoveryCodesBody(List<String> recoveryCodes) {}

    @POST
    @Operation(summary = "Replaces the recovery codes by a new set, which is shown only in this response")
    public RecoveryCodesBody renewRecoveryCodes(@PathParam("realm") String slug) {
        return new RecoveryCodesBody(account.renewRecoveryCodes(caller.caller()));
    }
}
