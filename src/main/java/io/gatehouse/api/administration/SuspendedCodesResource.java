package io.gatehouse.api.administration;

import io.gatehouse.administration.accounts.Account;
import io.gatehouse.administration.accounts.Accounts;
import io.gatehouse.administration.suspension.Suspensions;
import io.gatehouse.api.support.EntityTags;
import io.gatehouse.api.support.RequestCaller;
import io.gatehouse.api.support.RequestedRealm;
import io.gatehouse.http.Problem;
import io.gatehouse.http.ProblemCode;
import io.gatehouse.http.ProblemException;
import io.gatehouse.kernel.NotFoundException;
import io.gatehouse.kernel.id.AdministratorId;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import java.util.function.Supplier;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestResponse;

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
    public RestResponse<SuspendedCodesBody> getSuspendedCodes(
            @PathParam("realm") String slug, @PathParam("id") UUID id) {
        Account owner = accounts.get(realms.get(slug).id(), new AdministratorId(id));
        return RestResponse.ResponseBuilder.ok(body(owner))
                .header(HttpHeaders.ETAG, AdministratorBody.entityTag(owner))
                .build();
    }

    private SuspendedCodesBody body(Account owner) {
        return new SuspendedCodesBody(
                suspensions.countRecoveryCodes(owner.administrator().id()));
    }

    @POST
    @Path("/lift")
    @Operation(summary = "Allows the suspended recovery codes of another, independent administrator again")
    public void liftSuspendedCodes(
            @PathParam("realm") String slug,
            @PathParam("id") UUID id,
            @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch) {
        var owner = new AdministratorId(id);
        requireLifted(suspensions.liftRecoveryCodes(caller.caller(), owner, EntityTags.optional(ifMatch)), () -> {
            Account current = accounts.get(realms.get(slug).id(), owner);
            return new Problem.Current(body(current), AdministratorBody.entityTag(current));
        });
    }

    @DELETE
    @Operation(summary = "Deletes the suspended recovery codes of an administrator")
    public void deleteSuspendedCodes(@PathParam("realm") String slug, @PathParam("id") UUID id) {
        if (!suspensions.deleteRecoveryCodes(caller.caller(), new AdministratorId(id))) {
            throw notSuspended();
        }
    }

    /**
     * Throws the problem of a suspension that was not lifted.
     *
     * @param current what is suspended now
     */
    static void requireLifted(Suspensions.Outcome outcome, Supplier<Problem.Current> current) {
        switch (outcome) {
            case LIFTED -> {}
            case NOT_SUSPENDED -> throw notSuspended();
            case STALE ->
                throw new ProblemException(
                        Problem.of(ProblemCode.PRECONDITION_FAILED, "Look at what is suspended now, then decide again.")
                                .withCurrent(current.get()));
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
