package io.gatehouse.api.account;

import io.gatehouse.api.signin.SignInBody;
import io.gatehouse.api.signin.SignInPasskeyResource;
import io.gatehouse.api.signin.SignInResource;
import io.gatehouse.api.signin.SignInResponseMapper;
import io.gatehouse.api.support.InputRules;
import io.gatehouse.api.support.RequestCaller;
import io.gatehouse.api.support.RequestedRealm;
import io.gatehouse.http.RequestContext;
import io.gatehouse.realm.Realm;
import io.gatehouse.session.Session;
import io.gatehouse.signin.StepUpService;
import io.quarkus.security.Authenticated;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestResponse;

/** Renews the authentication of the caller's session (RFC 9470). */
@Path("/api/v1/realms/{realm}/account/step-up")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
public class StepUpResource {
    private final RequestedRealm realms;
    private final RequestCaller caller;
    private final StepUpService stepUps;
    private final SignInResponseMapper responses;
    private final RequestContext request;

    StepUpResource(
            RequestedRealm realms,
            RequestCaller caller,
            StepUpService stepUps,
            SignInResponseMapper responses,
            RequestContext request) {
        this.realms = realms;
        this.caller = caller;
        this.stepUps = stepUps;
        this.responses = responses;
        this.request = request;
    }

    /** The password, required in a realm without a second factor. */
    public record StepUpRequest(
            @Size(min = 1, max = InputRules.MAX_PASSWORD) String password) {}

    @POST
    @Operation(summary = "Starts the renewal of the session's authentication, which other operations require")
    public RestResponse<SignInBody> startStepUp(@PathParam("realm") String slug, @Valid StepUpRequest body) {
        Realm realm = realms.get(slug);
        return responses.of(
                realm,
                stepUps.start(realm, caller.session(), Optional.ofNullable(body.password()), request.requester()));
    }

    @POST
    @Path("/code")
    @Operation(summary = "Sends a code, or another one, by that channel")
    public RestResponse<SignInBody> sendStepUpCode(
            @PathParam("realm") String slug, @Valid SignInResource.SendCodeRequest body) {
        Realm realm = realms.get(slug);
        return responses.of(
                realm,
                stepUps.sendCode(
                        realm, caller.session(), body.signInId(), body.channel().channel(), request.requester()));
    }

    @POST
    @Path("/verify")
    @Operation(
            summary =
                    "Verifies a code, recovery code, authenticator app or passkey, and issues new tokens for the session")
    public RestResponse<SignInBody> verifyStepUp(
            @PathParam("realm") String slug, @Valid SignInResource.SignInVerifyRequest body) {
        Realm realm = realms.get(slug);
        Session session = caller.session();
        return responses.of(
                realm,
                body.verify(
                        code -> stepUps.verify(realm, session, body.signInId(), code, request.requester()),
                        code -> stepUps.recover(realm, session, body.signInId(), code, request.requester()),
                        totp -> stepUps.verifyTotp(realm, session, body.signInId(), totp, request.requester()),
                        passkey ->
                                stepUps.verifyPasskey(realm, session, body.signInId(), passkey, request.requester())));
    }

    @POST
    @Path("/passkey")
    @Operation(summary = "Returns the options to use a passkey, whose result goes to /verify")
    public SignInPasskeyResource.PasskeyUseBody useStepUpPasskey(
            @PathParam("realm") String slug, @Valid SignInResource.SignInReference body) {
        return responses.of(
                stepUps.usePasskey(realms.get(slug), caller.session(), body.signInId(), request.requester()),
                options -> new SignInPasskeyResource.PasskeyUseBody(Optional.empty(), options));
    }
}
