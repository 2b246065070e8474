package io.gatehouse.api;

import io.avaje.validation.constraints.Valid;
import io.gatehouse.platform.http.RequestContext;
import io.gatehouse.realm.Realm;
import io.gatehouse.session.Session;
import io.gatehouse.signin.StepUpService;
import io.quarkus.security.Authenticated;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;

/** Gives the caller's session a fresh proof (RFC 9470). */
@Path("/api/v1/realms/{realm}/account/step-up")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
public class StepUpResource {
    private final RequestedRealm realms;
    private final Caller caller;
    private final StepUpService stepUps;
    private final SignInAnswers answers;
    private final RequestContext request;

    StepUpResource(
            RequestedRealm realms,
            Caller caller,
            StepUpService stepUps,
            SignInAnswers answers,
            RequestContext request) {
        this.realms = realms;
        this.caller = caller;
        this.stepUps = stepUps;
        this.answers = answers;
        this.request = request;
    }

    /** The password, in a realm without second factor. */
    @Valid
    public record Proof(
            @Size(min = 1, max = SignInResource.MAX_PASSWORD)
            String password) {}

    /** Begins. */
    @POST
    public Response start(@PathParam("realm") String slug, Proof body) {
        Realm realm = realms.get(slug);
        return answers.of(
                realm,
                stepUps.start(realm, caller.session(), Optional.ofNullable(body.password()), request.requester()));
    }

    /** Sends a code. */
    @POST
    @Path("/code")
    public Response code(@PathParam("realm") String slug, SignInResource.CodeWish body) {
        Realm realm = realms.get(slug);
        return answers.of(
                realm,
                stepUps.sendCode(
                        realm, caller.session(), body.signInId(), body.channel().channel(), request.requester()));
    }

    /** Verifies the code; the session's secrets are new, its {@code sid} stays. */
    @POST
    @Path("/verify")
    public Response verify(@PathParam("realm") String slug, SignInResource.CodeEntry body) {
        Realm realm = realms.get(slug);
        Session session = caller.session();
        return answers.of(
                realm,
                body.fold(
                        code -> stepUps.verify(realm, session, body.signInId(), code, request.requester()),
                        code -> stepUps.recover(realm, session, body.signInId(), code, request.requester())));
    }
}
