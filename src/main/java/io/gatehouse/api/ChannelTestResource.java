package io.gatehouse.api;

import io.avaje.validation.constraints.Valid;
import io.gatehouse.administration.ChannelTestOutcome;
import io.gatehouse.administration.ChannelTests;
import io.gatehouse.platform.http.RequestContext;
import io.gatehouse.realm.Realm;
import jakarta.annotation.security.RolesAllowed;
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
import jakarta.ws.rs.core.Response;

/** Proves a channel to whoever is about to make everybody's codes take it. */
@Path("/api/v1/realms/{realm}/settings/test")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("SYSTEM_ADMINISTRATOR")
public class ChannelTestResource {
    private final RequestedRealm realms;
    private final Caller caller;
    private final ChannelTests tests;
    private final ChannelTestAnswers answers;
    private final RequestContext request;

    ChannelTestResource(
            RequestedRealm realms,
            Caller caller,
            ChannelTests tests,
            ChannelTestAnswers answers,
            RequestContext request) {
        this.realms = realms;
        this.caller = caller;
        this.tests = tests;
        this.answers = answers;
        this.request = request;
    }

    /** The channel to prove. */
    @Valid
    public record Wish(@NotNull SignInResource.ChannelName channel) {}

    /** The code of the newest message. */
    @Valid
    public record Entry(
            @NotNull @Pattern(regexp = TypedCode.FORM, message = TypedCode.ADVICE) @Size(max = 32)
            String code) {}

    /** Sends a code to the caller's own address or proven number. */
    @POST
    public Response send(@PathParam("realm") String slug, Wish body) {
        Realm realm = realms.get(slug);
        caller.requireFresh(realm);
        return answers.of(
                realm, tests.send(realm, caller.session(), body.channel().channel(), request.requester()));
    }

    /** What became of the code that is out; 404 if none is. */
    @GET
    public Response current(@PathParam("realm") String slug) {
        Realm realm = realms.get(slug);
        return tests.current(realm, caller.session(), request.requester())
                .map(code -> answers.of(realm, new ChannelTestOutcome.Sent(code)))
                .orElseThrow(() -> new NotFoundException("No test is under way."));
    }

    /** Verifies the code; the session has a second factor and new secrets, its {@code sid} stays. */
    @POST
    @Path("/verify")
    public Response verify(@PathParam("realm") String slug, Entry body) {
        Realm realm = realms.get(slug);
        String code = TypedCode.digits(body.code());
        return answers.of(realm, tests.verify(realm, caller.session(), code, request.requester()));
    }
}
