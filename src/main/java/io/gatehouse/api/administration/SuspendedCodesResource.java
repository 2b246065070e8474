package io.gatehouse.api.administration;

import io.gatehouse.administration.accounts.Accounts;
import io.gatehouse.administration.suspension.Suspensions;
import io.gatehouse.api.support.RequestCaller;
import io.gatehouse.api.support.RequestedRealm;
import io.gatehouse.http.ProblemCode;
import io.gatehouse.http.ProblemException;
import io.gatehouse.kernel.NotFoundException;
import io.gatehouse.kernel.id.AdministratorId;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.OptionalInt;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Allows an administrator's suspended recovery codes again, or deletes them. */
@Path("/api/v1/realms/{realm}/administrators/{id}/recovery-codes")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("SYSTEM_ADMINISTRATOR")
public class SuspendedCodesResource {
    private final RequestedRealm realms;
    private final RequestCaller caller;
    private final Accounts accounts;
    private final Suspensions suspensions;

    SuspendedCodesResource(RequestedRealm realms, RequestCaller caller, Accounts accounts, Suspensions suspensions) {
        this.realms = realms;
        this.caller = caller;
        this.accounts = accounts;
        this.suspensions = suspensions;
    }

    /** The number of recovery codes that a report of misuse has suspended. */
    public record SuspendedCodesBody(int suspended) {}

    @GET
    @Operation(summary = "Returns how many recovery codes of the administrator are suspended")
    public SuspendedCodesBody getSuspendedCodes(@PathParam("realm") String slug, @PathParam("id") UUID id) {
        var owner = accounts.get(realms.get(slug).id(), new AdministratorId(id)).administrator();
        return new SuspendedCodesBody(suspensions.countRecoveryCodes(owner.id()));
    }

    @POST
    @Path("/lift")
    @Operation(summary = "Allows the suspended recovery codes of another, independent administrator again")
    public void liftSuspendedCodes(@PathParam("realm") String slug, @PathParam("id") UUID id) {
        requireLifted(suspensions.liftRecoveryCodes(caller.caller(), new AdministratorId(id), OptionalInt.empty()));
    }

    @DELETE
    @Operation(summary = "Deletes the suspended recovery codes of an administrator")
    public void deleteSuspendedCodes(@PathParam("realm") String slug, @PathParam("id") UUID id) {
        if (!suspensions.deleteRecoveryCodes(caller.caller(), new AdministratorId(id))) {
            throw notSuspended();
        }
    }

    /** Throws the problem of a suspension that was not lifted. */
    static void requireLifted(Suspensions.Outcome outcome) {
        switch (outcome) {
            case LIFTED -> {}
            case NOT_SUSPENDED -> throw notSuspended();
            case NOT_INDEPENDENT ->
                throw new ProblemException(
                        ProblemCode.FORBIDDEN,
                        "A System Administrator independent of the account has to lift this suspension.");
        }
    }

    static NotFoundException notSuspended() {
        return new NotFoundException("There is nothing suspended.");
    }
}
