package io.gatehouse.web;

import io.gatehouse.web.layout.SignedIn;
import io.gatehouse.web.security.StepUpGate;
import io.quarkus.security.Authenticated;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;

/** A test page that requires a recent authentication. */
@Path("/realms/{realm}/gated")
@Authenticated
public class StepUpTestResource {
    private final SecurityIdentity identity;
    private final StepUpGate gate;

    StepUpTestResource(SecurityIdentity identity, StepUpGate gate) {
        this.identity = identity;
        this.gate = gate;
    }

    @GET
    public Response form(@PathParam("realm") String slug) {
        return gate.require(SignedIn.in(identity, slug), StepUpTestResource::vault);
    }

    @POST
    public Response submit(@PathParam("realm") String slug) {
        return gate.require(SignedIn.in(identity, slug), StepUpTestResource::vault, StepUpTestResource::vault);
    }

    private static Response vault() {
        return Response.ok("The vault").build();
    }
}
