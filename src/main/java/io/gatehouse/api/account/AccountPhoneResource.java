package io.gatehouse.api.account;

import io.gatehouse.account.PhoneChanges;
import io.gatehouse.api.signin.SignInBody;
import io.gatehouse.api.support.InputRules;
import io.gatehouse.api.support.RequestCaller;
import io.gatehouse.http.ProblemException;
import io.gatehouse.http.RefusalProblems;
import io.gatehouse.http.TypedCode;
import io.quarkus.security.Authenticated;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;

/** Changes the caller's own phone number. */
@Path("/api/v1/realms/{realm}/account/phone")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
public class AccountPhoneResource {
    private final RequestCaller caller;
    private final PhoneChanges changes;
    private final RefusalProblems problems;

    AccountPhoneResource(RequestCaller caller, PhoneChanges changes, RefusalProblems problems) {
        this.caller = caller;
        this.changes = changes;
        this.problems = problems;
    }

    /** The new number, in any common notation; national notation requires the country. */
    public record PhoneChangeRequest(
            @NotNull @Size(min = 1, max = 40) String phone,

            @Pattern(regexp = InputRules.COUNTRY, message = InputRules.COUNTRY_ADVICE)
            String country) {}

    /** The code from the latest message. */
    public record PhoneVerifyRequest(
            @NotNull
            @Pattern(regexp = InputRules.CODE, message = InputRules.CODE_ADVICE)
            @Size(max = InputRules.MAX_CODE)
            String code) {}

    @POST
    @Operation(summary = "Sends a code to the new number; the old number remains until the code is verified")
    @APIResponseSchema(SignInBody.SessionCodeSent.class)
    public SignInBody changePhone(@PathParam("realm") String slug, @Valid PhoneChangeRequest body) {
        return changes.send(caller.caller(), body.phone(), Optional.ofNullable(body.country()))
                .fold(SignInBody::sent, refusal -> {
                    throw new ProblemException(problems.of(refusal));
                });
    }

    @POST
    @Path("/verify")
    @Operation(summary = "Verifies the code, stores the number and revokes all trusted browsers")
    public void verifyPhone(@PathParam("realm") String slug, @Valid PhoneVerifyRequest body) {
        String code = TypedCode.withoutFillers(body.code());
        changes.verify(caller.caller(), code).ifPresent(refusal -> {
            throw new ProblemException(problems.of(refusal));
        });
    }
}
