package io.gatehouse.api.administration;

import io.gatehouse.administration.settings.ChannelTests;
import io.gatehouse.api.signin.SignInBody;
import io.gatehouse.api.signin.SignInResource;
import io.gatehouse.api.support.InputRules;
import io.gatehouse.api.support.RequestCaller;
import io.gatehouse.api.support.RequestedRealm;
import io.gatehouse.http.RequestContext;
import io.gatehouse.http.TypedCode;
import io.gatehouse.realm.Realm;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jboss.resteasy.reactive.RestResponse;

/** Tests that the caller receives codes by a channel, before the realm requires it. */
@Path("/api/v1/realms/{realm}/settings/test")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("SYSTEM_ADMINISTRATOR")
public class ChannelTestResource {
    private final RequestedRealm realms;
    private final RequestCaller caller;
    private final ChannelTests tests;
    private final ChannelTestResponseMapper responses;
    private final RequestContext request;

    ChannelTestResource(
            RequestedRealm realms,
            RequestCaller caller,
            ChannelTests tests,
            ChannelTestResponseMapper responses,
            RequestContext request) {
        this.realms = realms;
        this.caller = caller;
        this.tests = tests;
        this.responses = responses;
        this.request = request;
    }

    /** The channel to test. */
    public record ChannelTestRequest(@NotNull SignInResource.ChannelName channel) {}

    /** The code from the latest message. */
    public record ChannelTestVerifyRequest(
            @NotNull
            @Pattern(regexp = InputRules.CODE, message = InputRules.CODE_ADVICE)
            @Size(max = InputRules.MAX_CODE)
            String code) {}

    @POST
    @Operation(summary = "Sends a code to the caller's own address or verified phone number")
    @APIResponseSchema(SignInBody.SessionCodeSent.class)
    public RestResponse<SignInBody> startChannelTest(@PathParam("realm") String slug, @Valid ChannelTestRequest body) {
        Realm realm = realms.get(slug);
        return responses.of(realm, tests.send(caller.caller(), body.channel().channel()));
    }

    @GET
    @Operation(summary = "Returns the latest code of the pending test with its delivery state")
    @APIResponseSchema(SignInBody.SessionCodeSent.class)
    public RestResponse<SignInBody> getChannelTest(@PathParam("realm") String slug) {
        Realm realm = realms.get(slug);
        return tests.current(realm, caller.session().id(), caller.session().administrator(), request.requester())
                .map(code -> responses.of(realm, new ChannelTests.Outcome.Sent(code)))
                .orElseThrow(() -> new NotFoundException("No test is under way."));
    }

    @POST
    @Path("/verify")
    @Operation(summary = "Verifies the code; the session becomes multi-factor and gets new tokens")
    @APIResponseSchema(SignInBody.Complete.class)
    public RestResponse<SignInBody> verifyChannelTest(
            @PathParam("realm") String slug, @Valid ChannelTestVerifyRequest body) {
        Realm realm = realms.get(slug);
        String code = TypedCode.withoutFillers(body.code());
        return responses.of(realm, tests.verify(caller.caller(), code));
    }
}
