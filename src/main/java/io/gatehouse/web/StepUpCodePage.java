package io.gatehouse.web;

import io.gatehouse.platform.Refusal;
import io.gatehouse.platform.Requester;
import io.gatehouse.realm.Channel;
import io.gatehouse.signin.PendingView;
import io.gatehouse.signin.StepUpService;
import io.quarkus.security.Authenticated;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import java.util.function.Function;

/** The code of a step-up. */
@Path("/realms/{realm}/step-up/code")
@Produces(MediaType.TEXT_HTML)
@Authenticated
public class StepUpCodePage {
    private final SecurityIdentity identity;
    private final StepUpService stepUps;
    private final SignInSteps steps;
    private final CodeForms forms;
    private final RecoveryForms recovery;
    private final PageRequest request;

    StepUpCodePage(
            SecurityIdentity identity,
            StepUpService stepUps,
            SignInSteps steps,
            CodeForms forms,
            RecoveryForms recovery,
            PageRequest request) {
        this.identity = identity;
        this.stepUps = stepUps;
        this.steps = steps;
        this.forms = forms;
        this.recovery = recovery;
        this.request = request;
    }

    @GET
    public Response page(@PathParam("realm") String slug) {
        return inStepUp(slug, forms::page);
    }

    @GET
    @Path("/ways")
    public Response ways(@PathParam("realm") String slug) {
        return inStepUp(slug, forms::ways);
    }

    @GET
    @Path("/delivery")
    @Produces(MediaType.APPLICATION_JSON)
    public Response delivery(@PathParam("realm") String slug) {
        return inStepUp(slug, forms::delivery);
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response submit(@PathParam("realm") String slug, @FormParam("code") String code) {
        return inStepUp(slug, stepUp -> forms.submit(stepUp, code, false));
    }

    @POST
    @Path("/send")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response send(@PathParam("realm") String slug, @FormParam("channel") Channel channel) {
        return inStepUp(slug, stepUp -> forms.send(stepUp, channel));
    }

    @GET
    @Path("/recovery")
    public Response recovery(@PathParam("realm") String slug) {
        return inStepUp(slug, recovery::page);
    }

    @POST
    @Path("/recovery")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response recover(@PathParam("realm") String slug, @FormParam("recovery") String typed) {
        return inStepUp(slug, stepUp -> recovery.submit(stepUp, typed));
    }

    private Response inStepUp(String slug, Function<CodeFlow, Response> page) {
        SignedIn person = SignedIn.in(identity, slug);
        return request.stepUp(person.realm())
                .map(pending -> page.apply(new StepUpCode(person, pending)))
                .orElseGet(() -> steps.startAgain(Flow.stepUp(person.realm(), Optional.empty())));
    }

    /** The step-up this browser's session is in. */
    private class StepUpCode implements CodeFlow {
        private final SignedIn person;
        private final PendingCookie pending;

        StepUpCode(SignedIn person, PendingCookie pending) {
            this.person = person;
            this.pending = pending;
        }

        @Override
        public Flow flow() {
            return Flow.stepUp(person.realm(), pending.returnTo());
        }

        @Override
        public Response current(Function<PendingView, Response> page) {
            return steps.current(
                    stepUps.state(person.realm(), person.session(), pending.signInId(), requester()), flow(), page);
        }

        @Override
        public Response send(Channel channel, Function<Refusal, Response> refused) {
            return steps.lead(
                    stepUps.sendCode(person.realm(), person.session(), pending.signInId(), channel, requester()),
                    flow(),
                    refused);
        }

        /** A trusted browser never stands in for a step-up, so none is trusted by one. */
        @Override
        public Response verify(String digits, boolean trusted, Function<Refusal, Response> refused) {
            return steps.lead(
                    stepUps.verify(person.realm(), person.session(), pending.signInId(), digits, requester()),
                    flow(),
                    refused);
        }

        @Override
        public Response recover(String typed, Function<Refusal, Response> refused) {
            return steps.lead(
                    stepUps.recover(person.realm(), person.session(), pending.signInId(), typed, requester()),
                    flow(),
                    refused);
        }

        private Requester requester() {
            return request.requester();
        }
    }
}
