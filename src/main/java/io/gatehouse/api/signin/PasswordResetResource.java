package io.gatehouse.api.signin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.api.support.InputRules;
import io.gatehouse.api.support.RequestedRealm;
import io.gatehouse.http.Problem;
import io.gatehouse.http.ProblemCode;
import io.gatehouse.http.ProblemException;
import io.gatehouse.http.RequestContext;
import io.gatehouse.passwordreset.PasswordResetService;
import io.gatehouse.realm.Realm;
import jakarta.annotation.security.PermitAll;
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
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.resteasy.reactive.RestResponse;

/** Resets a forgotten password: mailed link, code if the realm requires a second factor, new password. */
@Path("/api/v1/realms/{realm}/password-reset")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@PermitAll
public class PasswordResetResource {
    private final RequestedRealm realms;
    private final PasswordResetService resets;
    private final ResetResponseMapper responses;
    private final RequestContext request;

    PasswordResetResource(
            RequestedRealm realms, PasswordResetService resets, ResetResponseMapper responses, RequestContext request) {
        this.realms = realms;
        this.resets = resets;
        this.responses = responses;
        this.request = request;
    }

    /** The address of the account. */
    public record ResetRequest(
            @NotNull @Size(min = 1, max = InputRules.MAX_EMAIL)
            String email) {}

    /** The token of the mailed link. */
    public record OpenLinkRequest(
            @NotNull @Size(min = 1, max = InputRules.MAX_TOKEN)
            String token) {}

    /** A request for another code. */
    public record ResetCodeRequest(
            @NotNull @Pattern(regexp = InputRules.ID, message = InputRules.ID_ADVICE)
            String resetId,

            @NotNull SignInResource.ChannelName channel) {}

    /**
     * A code, in which spaces and dashes are ignored, or in its place a recovery code, the code of an authenticator app, or a
     * passkey.
     */
    public record ResetVerifyRequest(
            @NotNull @Pattern(regexp = InputRules.ID, message = InputRules.ID_ADVICE)
            String resetId,

            @Pattern(regexp = InputRules.CODE, message = InputRules.CODE_ADVICE) @Size(max = InputRules.MAX_CODE)
            String code,

            @Size(min = 1, max = InputRules.MAX_RECOVERY_CODE)
            String recoveryCode,

            @Pattern(regexp = InputRules.TOTP, message = InputRules.TOTP_ADVICE) @Size(max = InputRules.MAX_CODE)
            String totp,

            @Schema(implementation = Object.class, description = VerifyRequest.PASSKEY)
            ObjectNode passkey)
            implements VerifyRequest {}

    /** The id of a password reset. */
    public record ResetReference(
            @NotNull @Pattern(regexp = InputRules.ID, message = InputRules.ID_ADVICE)
            String resetId) {}

    /** The new password. */
    public record NewPasswordRequest(
            @NotNull @Pattern(regexp = InputRules.ID, message = InputRules.ID_ADVICE)
            String resetId,

            @NotNull @Size(min = 1, max = InputRules.MAX_PASSWORD)
            String newPassword) {}

    @POST
    @Operation(summary = "Mails a link if the account exists; the response is the same if it does not")
    @APIResponse(responseCode = "202", description = "Accepted")
    public RestResponse<Void> requestPasswordReset(@PathParam("realm") String slug, @Valid ResetRequest body) {
        resets.request(realms.get(slug), body.email(), request.requester()).ifPresent(wait -> {
            throw new ProblemException(Problem.of(ProblemCode.THROTTLED, "Wait as long as Retry-After says.")
                    .withRetryAfter(wait));
        });
        return RestResponse.accepted();
    }

    @POST
    @Path("/open")
    @Operation(summary = "Opens the mailed link, which consumes it")
    public ResetBody openPasswordReset(@PathParam("realm") String slug, @Valid OpenLinkRequest body) {
        return responses.of(resets.open(realms.get(slug), body.token(), request.requester()), ResetBody::reset);
    }

    @POST
    @Path("/code")
    @Operation(summary = "Sends another code")
    public ResetBody sendPasswordResetCode(@PathParam("realm") String slug, @Valid ResetCodeRequest body) {
        return responses.of(
                resets.sendCode(realms.get(slug), body.resetId(), body.channel().channel(), request.requester()),
                ResetBody::reset);
    }

    @POST
    @Path("/verify")
    @Operation(summary = "Verifies a code, recovery code, authenticator app or passkey")
    public ResetBody verifyPasswordReset(@PathParam("realm") String slug, @Valid ResetVerifyRequest body) {
        Realm realm = realms.get(slug);
        return responses.of(
                body.verify(
                        code -> resets.verify(realm, body.resetId(), code, request.requester()),
                        code -> resets.recover(realm, body.resetId(), code, request.requester()),
                        totp -> resets.verifyTotp(realm, body.resetId(), totp, request.requester()),
                        passkey -> resets.verifyPasskey(realm, body.resetId(), passkey, request.requester())),
                ResetBody::reset);
    }

    @POST
    @Path("/passkey")
    @Operation(summary = "Returns the options to use a passkey, whose result goes to /verify")
    public SignInPasskeyResource.PasskeyUseBody usePasswordResetPasskey(
            @PathParam("realm") String slug, @Valid ResetReference body) {
        return resets.usePasskey(realms.get(slug), body.resetId(), request.requester())
                .map(options -> new SignInPasskeyResource.PasskeyUseBody(Optional.empty(), options))
                .orElseThrow(() -> new ProblemException(
                        ProblemCode.STEP_NOT_ALLOWED, "The reset has ended, or no passkey can be used in it."));
    }

    @POST
    @Path("/password")
    @Operation(summary = "Sets the new password and revokes the account's sessions and trusted browsers")
    public void resetPassword(@PathParam("realm") String slug, @Valid NewPasswordRequest body) {
        responses.of(
                resets.setPassword(realms.get(slug), body.resetId(), body.newPassword(), request.requester()),
                ResetBody::reset);
    }
}
