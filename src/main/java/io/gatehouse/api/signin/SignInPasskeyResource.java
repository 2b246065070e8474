package io.gatehouse.api.signin;

import io.gatehouse.api.support.InputRules;
import io.gatehouse.api.support.RequestedRealm;
import io.gatehouse.authenticator.PasskeyOptions;
import io.gatehouse.http.RequestContext;
import io.gatehouse.realm.Realm;
import io.gatehouse.signin.SignInService;
import jakarta.annotation.security.PermitAll;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Returns the options of WebAuthn's ceremonies in a sign-in, whose results go to its /verify. */
@Path("/api/v1/realms/{realm}/sign-in/passkey")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@PermitAll
public class SignInPasskeyResource {
    private final RequestedRealm realms;
    private final SignInService signIns;
    private final SignInResponseMapper responses;
    private final RefreshCookie refreshCookie;
    private final RequestContext request;

    SignInPasskeyResource(
            RequestedRealm realms,
            SignInService signIns,
            SignInResponseMapper responses,
            RefreshCookie refreshCookie,
            RequestContext request) {
        this.realms = realms;
        this.signIns = signIns;
        this.responses = responses;
        this.refreshCookie = refreshCookie;
        this.request = request;
    }

    /** The id of a sign-in; omitted to start one without e-mail address and password, with how it receives the refresh token. */
    public record PasskeyRequest(
            @Pattern(regexp = InputRules.ID, message = InputRules.ID_ADVICE)
            String signInId,

            SignInResource.RefreshMode refresh) {}

    /** The options to use a passkey, {@code PublicKeyCredentialRequestOptionsJSON}; with the id of a sign-in just started. */
    public record PasskeyUseBody(Optional<String> signInId, PasskeyOptions.Request publicKey) {
        /** Omits the id. */
        @Override
        public String toString() {
            return "PasskeyUseBody";
        }
    }

    /** The options to create a passkey, {@code PublicKeyCredentialCreationOptionsJSON}. */
    public record NewPasskeyBody(PasskeyOptions.Creation publicKey) {}

    @POST
    @Operation(summary = "Returns the options to use a passkey; without signInId, starts a sign-in without a password")
    public PasskeyUseBody useSignInPasskey(@PathParam("realm") String slug, @Valid PasskeyRequest body) {
        Realm realm = realms.get(slug);
        if (body.signInId() != null) {
            return responses.of(
                    signIns.usePasskey(realm, body.signInId(), request.requester()),
                    options -> new PasskeyUseBody(Optional.empty(), options));
        }
        if (body.refresh() == SignInResource.RefreshMode.COOKIE) {
            refreshCookie.requireTrusted(realm);
        }
        return responses.of(
                signIns.startByPasskey(realm, SignInResource.kind(body.refresh()), request.requester()),
                start -> new PasskeyUseBody(Optional.of(start.signInId()), start.publicKey()));
    }

    @POST
    @Path("/new")
    @Operation(summary = "Returns the options to create the passkey that the sign-in requires, until /verify adds it")
    public NewPasskeyBody createSignInPasskey(
            @PathParam("realm") String slug, @Valid SignInResource.SignInReference body) {
        return responses.of(
                signIns.createPasskey(realms.get(slug), body.signInId(), request.requester()), NewPasskeyBody::new);
    }
}
