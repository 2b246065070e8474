package io.gatehouse.api.administration;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.gatehouse.api.support.RequestCaller;
import io.gatehouse.api.support.RequestedRealm;
import io.gatehouse.http.ProblemCode;
import io.gatehouse.http.ProblemException;
import io.gatehouse.kernel.id.AdministratorId;
import io.gatehouse.phonereset.PhoneResets;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jboss.resteasy.reactive.RestResponse;

/**
 * Removes an administrator's lost phone number, after another System Administrator's approval or a period to object.
 */
@Path("/api/v1/realms/{realm}/administrators/{id}/reset-phone")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("SYSTEM_ADMINISTRATOR")
public class PhoneResetResource {
    private final RequestedRealm realms;
    private final RequestCaller caller;
    private final PhoneResets resets;

    PhoneResetResource(RequestedRealm realms, RequestCaller caller, PhoneResets resets) {
        this.realms = realms;
        this.caller = caller;
        this.resets = resets;
    }

    /**
     * A pending reset.
     *
     * @param effectiveAt when it takes effect without approval; null while it needs the approval of another System
     *     Administrator
     */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record PhoneResetBody(UUID requestId, Optional<Instant> effectiveAt, boolean approvalNeeded) {
        static PhoneResetBody of(PhoneResets.PhoneReset reset) {
            return new PhoneResetBody(reset.id(), reset.effectiveAt(), reset.needsApproval());
        }
    }

    @POST
    @Operation(summary = "Requests the removal of the administrator's phone number")
    @APIResponseSchema(value = PhoneResetBody.class, responseCode = "202")
    public RestResponse<PhoneResetBody> requestPhoneReset(@PathParam("realm") String slug, @PathParam("id") UUID id) {
        return RestResponse.accepted(body(resets.request(caller.caller(), new AdministratorId(id))));
    }

    @POST
    @Path("/{requestId}/approve")
    @Operation(summary = "Approves the reset that another System Administrator requested")
    public void approvePhoneReset(
            @PathParam("realm") String slug, @PathParam("id") UUID id, @PathParam("requestId") UUID request) {
        body(resets.approve(caller.caller(), new AdministratorId(id), request));
    }

    @POST
    @Path("/{requestId}/cancel")
    @RolesAllowed({"SYSTEM_ADMINISTRATOR", "OPERATOR", "OBSERVER"})
    @Operation(summary = "Cancels the reset; for System Administrators and the administrator concerned")
    public void cancelPhoneReset(
            @PathParam("realm") String slug, @PathParam("id") UUID id, @PathParam("requestId") UUID request) {
        body(resets.cancel(caller.caller(), new AdministratorId(id), request));
    }

    /** Returns the pending reset, or null if it was decided. */
    private static PhoneResetBody body(PhoneResets.Outcome outcome) {
        return outcome.fold(PhoneResetBody::of, () -> null, conflict -> {
            throw new ProblemException(
                    conflict == PhoneResets.Conflict.NOT_APPROVER ? ProblemCode.FORBIDDEN : ProblemCode.CONFLICT,
                    detail(conflict));
        });
    }

    private static String detail(PhoneResets.Conflict conflict) {
        return switch (conflict) {
            case NO_NUMBER -> "This administrator has no mobile number.";
            case NOT_OPEN -> "This request needs no approval, or is decided already.";
            case NOT_APPROVER ->
                "Another System Administrator has to decide this: not the owner of the number, nor the requester, nor anyone who got"
                        + " access from the requester or, if a report disputes the number, from its owner within the last 30 days.";
        };
    }
}
