package io.gatehouse.api.administration;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.gatehouse.api.support.RequestCaller;
import io.gatehouse.api.support.RequestedRealm;
import io.gatehouse.factorreset.Factor;
import io.gatehouse.factorreset.FactorResets;
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
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jboss.resteasy.reactive.RestResponse;

/**
 * Removes an administrator's lost phone number or authenticators, after another System Administrator's approval or a period to object.
 */
@Path("/api/v1/realms/{realm}/administrators/{id}")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("SYSTEM_ADMINISTRATOR")
public class FactorResetResource {
    private final RequestedRealm realms;
    private final RequestCaller caller;
    private final FactorResets resets;

    FactorResetResource(RequestedRealm realms, RequestCaller caller, FactorResets resets) {
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
    public record FactorResetBody(UUID requestId, Optional<Instant> effectiveAt, boolean approvalNeeded) {
        static FactorResetBody of(FactorResets.FactorReset reset) {
            return new FactorResetBody(reset.id(), reset.effectiveAt(), reset.needsApproval());
        }
    }

    @POST
    @Path("/reset-phone")
    @Operation(summary = "Requests the removal of the administrator's phone number")
    @APIResponseSchema(value = FactorResetBody.class, responseCode = "202")
    public RestResponse<FactorResetBody> requestPhoneReset(@PathParam("realm") String slug, @PathParam("id") UUID id) {
        return request(id, Factor.PHONE);
    }

    @POST
    @Path("/reset-phone/{requestId}/approve")
    @Operation(summary = "Approves the removal that another System Administrator requested")
    public void approvePhoneReset(
            @PathParam("realm") String slug, @PathParam("id") UUID id, @PathParam("requestId") UUID request) {
        approve(id, Factor.PHONE, request);
    }

    @POST
    @Path("/reset-phone/{requestId}/cancel")
    @RolesAllowed({"SYSTEM_ADMINISTRATOR", "OPERATOR", "OBSERVER"})
    @Operation(summary = "Cancels the removal; for System Administrators and the administrator concerned")
    public void cancelPhoneReset(
            @PathParam("realm") String slug, @PathParam("id") UUID id, @PathParam("requestId") UUID request) {
        cancel(id, Factor.PHONE, request);
    }

    @POST
    @Path("/reset-authenticators")
    @Operation(summary = "Requests the removal of the administrator's passkeys and authenticator app")
    @APIResponseSchema(value = FactorResetBody.class, responseCode = "202")
    public RestResponse<FactorResetBody> requestAuthenticatorsReset(
            @PathParam("realm") String slug, @PathParam("id") UUID id) {
        return request(id, Factor.AUTHENTICATORS);
    }

    @POST
    @Path("/reset-authenticators/{requestId}/approve")
    @Operation(summary = "Approves the removal that another System Administrator requested")
    public void approveAuthenticatorsReset(
            @PathParam("realm") String slug, @PathParam("id") UUID id, @PathParam("requestId") UUID request) {
        approve(id, Factor.AUTHENTICATORS, request);
    }

    @POST
    @Path("/reset-authenticators/{requestId}/cancel")
    @RolesAllowed({"SYSTEM_ADMINISTRATOR", "OPERATOR", "OBSERVER"})
    @Operation(summary = "Cancels the removal; for System Administrators and the administrator concerned")
    public void cancelAuthenticatorsReset(
            @PathParam("realm") String slug, @PathParam("id") UUID id, @PathParam("requestId") UUID request) {
        cancel(id, Factor.AUTHENTICATORS, request);
    }

    private RestResponse<FactorResetBody> request(UUID id, Factor factor) {
        return RestResponse.accepted(body(resets.request(caller.caller(), new AdministratorId(id), factor)));
    }

    private void approve(UUID id, Factor factor, UUID request) {
        body(resets.approve(caller.caller(), new AdministratorId(id), factor, request));
    }

    private void cancel(UUID id, Factor factor, UUID request) {
        body(resets.cancel(caller.caller(), new AdministratorId(id), factor, request));
    }

    /** Returns the pending reset, or null if it was decided. */
    private static FactorResetBody body(FactorResets.Outcome outcome) {
        return outcome.fold(FactorResetBody::of, () -> null, conflict -> {
            throw new ProblemException(
                    conflict == FactorResets.Conflict.NOT_APPROVER ? ProblemCode.FORBIDDEN : ProblemCode.CONFLICT,
                    detail(conflict));
        });
    }

    private static String detail(FactorResets.Conflict conflict) {
        return switch (conflict) {
            case NOTHING_TO_RESET -> "This administrator has none.";
            case NOT_OPEN -> "This request needs no approval, or is decided already.";
            case NOT_APPROVER ->
                "Another System Administrator has to decide this: not the owner of the account, nor the requester, nor anyone who got"
                        + " access from the requester or, if a report disputes the number, from its owner within the last 30 days.";
        };
    }
}
