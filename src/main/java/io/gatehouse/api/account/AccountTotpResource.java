package io.gatehouse.api.account;

import io.gatehouse.account.OwnAuthenticators;
import io.gatehouse.api.support.InputRules;
import io.gatehouse.api.support.RequestCaller;
import io.gatehouse.authenticator.TotpEnrollment;
import io.gatehouse.http.ProblemException;
import io.gatehouse.http.RefusalProblems;
import io.gatehouse.http.TypedCode;
import io.gatehouse.kernel.NotFoundException;
import io.quarkus.security.Authenticated;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Sets up and removes the caller's own authenticator app. */
@Path("/api/v1/realms/{realm}/account/totp")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
public class AccountTotpResource {
    private final RequestCaller caller;
    private final OwnAuthenticators authenticators;
    private final RefusalProblems problems;

    AccountTotpResource(RequestCaller caller, OwnAuthenticators authenticators, RefusalProblems problems) {
        this.caller = caller;
        this.authenticators = authenticators;
        this.problems = problems;
    }

    /** The app to set up: its secret in base32, the same as an otpauth URI, and as a QR code in SVG. */
    public record TotpEnrollmentBody(UUID id, String secret, String uri, String qr) {
        /** Returns the body of an app that waits for its first code. */
        public static TotpEnrollmentBody of(TotpEnrollment enrollment) {
            return new TotpEnrollmentBody(enrollment.id(), enrollment.secret(), enrollment.uri(), enrollment.qr());
        }
    }

    /** The code that the app shows. */
    public record TotpVerifyRequest(
            @NotNull
            @Pattern(regexp = InputRules.TOTP, message = InputRules.TOTP_ADVICE)
            @Size(max = InputRules.MAX_CODE)
            String code) {}

    @POST
    @Operation(summary = "Returns the secret of a new authenticator app, which counts once a code of it is verified")
    public TotpEnrollmentBody enrollTotp(@PathParam("realm") String slug) {
        return authenticators.enrollTotp(caller.caller()).fold(TotpEnrollmentBody::of, refusal -> {
            throw new ProblemException(problems.of(refusal));
        });
    }

    @POST
    @Path("/verify")
    @Operation(summary = "Verifies the app's first code; the app takes the place of an earlier one")
    public void verifyTotp(@PathParam("realm") String slug, @Valid TotpVerifyRequest body) {
        authenticators
                .confirmTotp(caller.caller(), TypedCode.withoutFillers(body.code()))
                .ifPresent(refusal -> {
                    throw new ProblemException(problems.of(refusal));
                });
    }

    @DELETE
    @Operation(summary = "Removes the authenticator app, unless the realm requires it of the role")
    public void removeTotp(@PathParam("realm") String slug) {
        boolean removed = authenticators.removeTotp(caller.caller()).fold(found -> found, refusal -> {
            throw new ProblemException(problems.of(refusal));
        });
        if (!removed) {
            throw new NotFoundException("You have no authenticator app.");
        }
    }
}
