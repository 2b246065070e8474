package io.gatehouse.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.gatehouse.administration.Actor;
import io.gatehouse.administration.PhoneReset;
import io.gatehouse.administration.PhoneResetOutcome;
import io.gatehouse.administration.PhoneResets;
import io.gatehouse.platform.AdministratorId;
import io.gatehouse.platform.http.ProblemCode;
import io.gatehouse.platform.http.ProblemException;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.UUID;
import java.util.function.Supplier;

/** Takes an administrator's lost mobile number away, on two people's word or after a time to object. */
@Path("/api/v1/realms/{realm}/administrators/{id}/reset-phone")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("SYSTEM_ADMINISTRATOR")
public class PhoneResetResource {
    private final RequestedRealm realms;
    private final Caller caller;
    private final PhoneResets resets;

    PhoneResetResource(RequestedRealm realms, Caller caller, PhoneResets resets) {
        this.realms = realms;
        this.caller = caller;
        this.resets = resets;
    }

    /**
     * A reset that waits.
     *
     * @param effectiveAt when it takes effect by itself; null while it waits for another System Administrator
     */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record Body(UUID requestId, Instant effectiveAt, boolean approvalNeeded) {
        static Body of(PhoneReset reset) {
            return new Body(reset.id(), reset.effectiveAt().orElse(null), reset.needsApproval());
        }
    }

    /** Asks for it. */
    @POST
    public Response request(@PathParam("realm") String slug, @PathParam("id") UUID id) {
        Actor actor = caller.freshActor(realms.get(slug));
        return answer(resets.request(actor, new AdministratorId(id)));
    }

    /** Agrees to what a colleague has asked for. */
    @POST
    @Path("/{requestId}/approve")
    public Response approve(
            @PathParam("realm") String slug, @PathParam("id") UUID id, @PathParam("requestId") UUID request) {
        Actor actor = caller.freshActor(realms.get(slug));
        return answer(resets.approve(actor, new AdministratorId(id), request));
    }

    /** Calls it off: a System Administrator with a fresh proof, or the person it is about. */
    @POST
    @Path("/{requestId}/cancel")
    @RolesAllowed({"SYSTEM_ADMINISTRATOR", "OPERATOR", "OBSERVER"})
    public Response cancel(
            @PathParam("realm") String slug, @PathParam("id") UUID id, @PathParam("requestId") UUID request) {
        boolean own = caller.session().administrator().value().equals(id);
        Supplier<Actor> actor = own ? caller::actor : () -> caller.systemAdministrator(realms.get(slug));
        return answer(resets.cancel(actor.get(), new AdministratorId(id), request));
    }

    private static Response answer(PhoneResetOutcome outcome) {
        return outcome.fold(
                waiting -> Response.accepted(Body.of(waiting)).build(),
                () -> Response.noContent().build(),
                conflict -> {
                    throw new ProblemException(
                            conflict == PhoneResetOutcome.Conflict.NOT_ANOTHER
                                    ? ProblemCode.FORBIDDEN
                                    : ProblemCode.CONFLICT,
                            detail(conflict));
                });
    }

    private static String detail(PhoneResetOutcome.Conflict conflict) {
        return switch (conflict) {
            case NO_NUMBER -> "This administrator has no mobile number.";
            case NOT_OPEN -> "This request needs no approval, or is decided already.";
            case NOT_ANOTHER -> "Another System Administrator has to approve this.";
        };
    }
}
