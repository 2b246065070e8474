package io.gatehouse.api.administration;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.gatehouse.administration.phonereset.PhoneResets;
import io.gatehouse.api.support.RequestCaller;
import io.gatehouse.api.support.RequestedRealm;
import io.gatehouse.http.ProblemCode;
import io.gatehouse.http.ProblemException;
import io.gatehouse.kernel.id.AdministratorId;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.UUID;
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
    public record PhoneResetBody(UUID requestId, Instant effectiveAt, boolean approvalNeeded) {
        static PhoneResetBody of(PhoneResets.PhoneReset reset) {
            return new PhoneResetBody(reset.id(), reset.effectiveAt().orElse(null), reset.needsApproval());
        }
    }

    /** Requests the removal of the administrator's phone number. */
    @POST
    public RestResponse<PhoneResetBody> request(@PathParam("realm") String slug, @PathParam("id") UUID id) {
        return response(resets.request(caller.caller(), new AdministratorId(id)));
    }

    /** Approves the reset that another System Administrator requested. */
    @POST
    @Path("/{requestId}/approve")
    public RestResponse<PhoneResetBody> approve(
            @PathParam("realm") String slug, @PathParam("id") UUID id, @PathParam("requestId") UUID request) {
        return response(resets.approve(caller.caller(), new AdministratorId(id), request));
    }

    /** Cancels the reset, for a recently authenticated System Administrator or the administrator concerned. */
    @POST
    @Path("/{requestId}/cancel")
    @RolesAllowed({"SYSTEM_ADMINISTRATOR", "OPERATOR", "OBSERVER"})
    public RestResponse<PhoneResetBody> cancel(
            @PathParam("realm") String slug, @PathParam("id") UUID id, @PathParam("requestId") UUID request) {
        return response(resets.cancel(caller.caller(), new AdministratorId(id), request));
    }

    private static RestResponse<PhoneResetBody> response(PhoneResets.Outcome outcome) {
        return outcome.fold(
                waiting -> RestResponse.accepted(PhoneResetBody.of(waiting)), RestResponse::noContent, conflict -> {
                    throw new ProblemException(
                            conflict == PhoneResets.Conflict.SELF_APPROVAL
                                    ? ProblemCode.FORBIDDEN
                                    : ProblemCode.CONFLICT,
                            detail(conflict));
                });
    }

    private static String detail(PhoneResets.Conflict conflict) {
        return switch (conflict) {
            case NO_NUMBER -> "This administrator has no mobile number.";
            case NOT_OPEN -> "This request needs no approval, or is decided already.";
            case SELF_APPROVAL -> "Another System Administrator has to approve this.";
        };
    }
}
