package io.gatehouse.api;

import io.avaje.validation.constraints.Valid;
import io.gatehouse.platform.http.Problem;
import io.gatehouse.platform.http.ProblemCode;
import io.gatehouse.platform.http.ProblemException;
import io.gatehouse.platform.http.RequestContext;
import io.gatehouse.realm.Realm;
import io.gatehouse.reset.PasswordResetService;
import jakarta.annotation.security.PermitAll;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** From a forgotten password to a new one: the mailed link, the code where the realm has a second factor, the password. */
@Path("/api/v1/realms/{realm}/password-reset")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@PermitAll
public class PasswordResetResource {
    private final RequestedRealm realms;
    private final PasswordResetService resets;
    private final ResetAnswers answers;
    private final RequestContext request;

    PasswordResetResource(
            RequestedRealm realms, PasswordResetService resets, ResetAnswers answers, RequestContext request) {
        this.realms = realms;
        this.resets = resets;
        this.answers = answers;
        this.request = request;
    }

    /** The address whose password is forgotten. */
    @Valid
    public record Wish(@NotNull @Size(min = 1, max = 254) String email) {}

    /** The token of the mailed link. */
    @Valid
    public record Opening(@NotNull @Size(min = 1, max = 128) String token) {}

    /** A wish for another code. */
    @Valid
    public record CodeWish(
            @NotNull @Pattern(regexp = SignInResource.ID, message = SignInResource.ID_ADVICE)
            String resetId,

            @NotNull SignInResource.ChannelName channel) {}

    /** A code, spaces and dashes taken out; or a recovery code in its place. */
    @Valid
    public record CodeEntry(
            @NotNull @Pattern(regexp = SignInResource.ID, message = SignInResource.ID_ADVICE)
            String resetId,

            @Pattern(regexp = TypedCode.FORM, message = TypedCode.ADVICE) @Size(max = 32)
            String code,

            @Size(min = 1, max = 64) String recoveryCode) {}

    /** The new password. */
    @Valid
    public record Choice(
            @NotNull @Pattern(regexp = SignInResource.ID, message = SignInResource.ID_ADVICE)
            String resetId,

            @NotNull @Size(min = 1, max = SignInResource.MAX_PASSWORD)
            String newPassword) {}

    /** Mails a link, if there is such an account; the answer is the same if there is none. */
    @POST
    public Response request(@PathParam("realm") String slug, Wish body) {
        resets.request(realms.get(slug), body.email(), request.requester()).ifPresent(wait -> {
            throw new ProblemException(Problem.of(ProblemCode.THROTTLED, "Wait as long as Retry-After says.")
                    .withRetryAfter(wait));
        });
        return Response.accepted().build();
    }

    /** Opens the mailed link, which consumes it. */
    @POST
    @Path("/open")
    public Response open(@PathParam("realm") String slug, Opening body) {
        return answers.of(resets.open(realms.get(slug), body.token(), request.requester()), ResetBody::reset);
    }

    /** Sends another code. */
    @POST
    @Path("/code")
    public Response code(@PathParam("realm") String slug, CodeWish body) {
        return answers.of(
                resets.sendCode(realms.get(slug), body.resetId(), body.channel().channel(), request.requester()),
                ResetBody::reset);
    }

    /** Verifies the code. */
    @POST
    @Path("/verify")
    public Response verify(@PathParam("realm") String slug, CodeEntry body) {
        Realm realm = realms.get(slug);
        return answers.of(
                TypedCode.either(
                        body.code(),
                        body.recoveryCode(),
                        code -> resets.verify(realm, body.resetId(), code, request.requester()),
                        code -> resets.recover(realm, body.resetId(), code, request.requester())),
                ResetBody::reset);
    }

    /** Sets the new password; whatever the old one had opened is dead. */
    @POST
    @Path("/password")
    public Response password(@PathParam("realm") String slug, Choice body) {
        return answers.of(
                resets.setPassword(realms.get(slug), body.resetId(), body.newPassword(), request.requester()),
                ResetBody::reset);
    }
}
