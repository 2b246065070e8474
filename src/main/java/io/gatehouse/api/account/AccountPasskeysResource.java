package io.gatehouse.api.account;

import com.fasterxml.jackson.databind.JsonNode;
import io.gatehouse.account.OwnAuthenticators;
import io.gatehouse.api.support.Format;
import io.gatehouse.api.support.InputRules;
import io.gatehouse.api.support.RequestCaller;
import io.gatehouse.api.support.TextFormat;
import io.gatehouse.authenticator.PasskeyOptions;
import io.gatehouse.http.ProblemException;
import io.gatehouse.http.RefusalProblems;
import io.gatehouse.kernel.DisplayNames;
import io.gatehouse.kernel.NotFoundException;
import io.quarkus.security.Authenticated;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jboss.resteasy.reactive.RestResponse;

/** Adds, renames and removes the caller's own passkeys. */
@Path("/api/v1/realms/{realm}/account/passkeys")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
public class AccountPasskeysResource {
    private static final String NO_SUCH = "You have no such passkey.";

    private final RequestCaller caller;
    private final OwnAuthenticators authenticators;
    private final RefusalProblems problems;

    AccountPasskeysResource(RequestCaller caller, OwnAuthenticators authenticators, RefusalProblems problems) {
        this.caller = caller;
        this.authenticators = authenticators;
        this.problems = problems;
    }

    /** The options for {@code PublicKeyCredential.parseCreationOptionsFromJSON}. */
    public record PasskeyCreationBody(PasskeyOptions.Creation publicKey) {}

    /** The credential that the browser has created, as its {@code toJSON} returns it. */
    public record PasskeyVerifyRequest(
            @NotNull @Size(max = InputRules.MAX_NAME) @Format(TextFormat.DISPLAY_NAME)
            String name,

            @NotNull @Schema(implementation = Object.class) JsonNode credential) {}

    /** The new name. */
    public record RenamePasskeyRequest(
            @NotNull @Size(max = InputRules.MAX_NAME) @Format(TextFormat.DISPLAY_NAME)
            String name) {}

    @POST
    @Operation(summary = "Returns the options to create a passkey within 5 minutes")
    public PasskeyCreationBody startPasskey(@PathParam("realm") String slug) {
        return authenticators.startPasskey(caller.caller()).fold(PasskeyCreationBody::new, refusal -> {
            throw new ProblemException(problems.of(refusal));
        });
    }

    @POST
    @Path("/verify")
    @Operation(summary = "Verifies the passkey that was created by the options, and adds it")
    @APIResponseSchema(value = AuthenticatorBody.class, responseCode = "201")
    public RestResponse<AuthenticatorBody> addPasskey(
            @PathParam("realm") String slug, @Valid PasskeyVerifyRequest body) {
        String name = DisplayNames.parse(body.name()).orElseThrow();
        return authenticators
                .addPasskey(caller.caller(), name, body.credential().toString())
                .fold(
                        added -> RestResponse.status(RestResponse.Status.CREATED, AuthenticatorBody.of(added)),
                        refusal -> {
                            throw new ProblemException(problems.of(refusal));
                        });
    }

    @PATCH
    @Path("/{id}")
    @Operation(summary = "Renames a passkey")
    public AuthenticatorBody renamePasskey(
            @PathParam("realm") String slug, @PathParam("id") UUID id, @Valid RenamePasskeyRequest body) {
        String name = DisplayNames.parse(body.name()).orElseThrow();
        return authenticators
                .renamePasskey(caller.caller(), id, name)
                .map(AuthenticatorBody::of)
                .orElseThrow(() -> new NotFoundException(NO_SUCH));
    }

    @DELETE
    @Path("/{id}")
    @Operation(summary = "Removes a passkey, unless the realm requires it of the role")
    public void removePasskey(@PathParam("realm") String slug, @PathParam("id") UUID id) {
        boolean removed = authenticators.removePasskey(caller.caller(), id).fold(found -> found, refusal -> {
            throw new ProblemException(problems.of(refusal));
        });
        if (!removed) {
            throw new NotFoundException(NO_SUCH);
        }
    }
}
