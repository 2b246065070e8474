package io.gatehouse.web;

import io.gatehouse.platform.Refusal;
import io.gatehouse.platform.Requester;
import io.gatehouse.realm.Channel;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.Realms;
import io.gatehouse.reset.PasswordResetService;
import io.gatehouse.reset.ResetView;
import io.gatehouse.signin.PendingView;
import io.gatehouse.signin.SignInState;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Set;
import java.util.function.Function;

/** The code of a password reset. */
@Path("/realms/{realm}/password-reset/code")
@Produces(MediaType.TEXT_HTML)
@PermitAll
public class ResetCodePage {
    private final Realms realms;
    private final PasswordResetService resets;
    private final ResetSteps resetSteps;
    private final SignInSteps steps;
    private final CodeForms forms;
    private final PageRequest request;

    ResetCodePage(
            Realms realms,
            PasswordResetService resets,
            ResetSteps resetSteps,
            SignInSteps steps,
            CodeForms forms,
            PageRequest request) {
        this.realms = realms;
        this.resets = resets;
        this.resetSteps = resetSteps;
        this.steps = steps;
        this.forms = forms;
        this.request = request;
    }

    @GET
    public Response page(@PathParam("realm") String slug) {
        return inReset(slug, forms::page);
    }

    @GET
    @Path("/delivery")
    @Produces(MediaType.APPLICATION_JSON)
    public Response delivery(@PathParam("realm") String slug) {
        return inReset(slug, forms::delivery);
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response submit(@PathParam("realm") String slug, @FormParam("code") String code) {
        return inReset(slug, reset -> forms.submit(reset, code, false));
    }

    @POST
    @Path("/send")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response send(@PathParam("realm") String slug, @FormParam("channel") Channel channel) {
        return inReset(slug, reset -> forms.send(reset, channel));
    }

    private Response inReset(String slug, Function<CodeFlow, Response> page) {
        Flow flow = Flow.reset(realms.get(slug));
        return request.reset(flow.realm())
                .map(id -> page.apply(new ResetCode(flow, id)))
                .orElseGet(() -> steps.startAgain(flow));
    }

    /** The reset this browser is in. */
    private class ResetCode implements CodeFlow {
        private final Flow flow;
        private final String id;

        ResetCode(Flow flow, String id) {
            this.flow = flow;
            this.id = id;
        }

        @Override
        public Flow flow() {
            return flow;
        }

        @Override
        public Response current(Function<PendingView, Response> page) {
            return resetSteps.current(
                    resets.state(realm(), id, requester()),
                    flow,
                    Set.of(ResetView.State.CODE_SENT),
                    view -> page.apply(
                            new PendingView(view.id(), SignInState.CODE_SENT, view.channels(), false, view.code())));
        }

        @Override
        public Response send(Channel channel, Function<Refusal, Response> refused) {
            return resetSteps.lead(resets.sendCode(realm(), id, channel, requester()), flow, refused);
        }

        /** No browser is trusted by a reset: nobody is signed in by it. */
        @Override
        public Response verify(String digits, boolean trusted, Function<Refusal, Response> refused) {
            return resetSteps.lead(resets.verify(realm(), id, digits, requester()), flow, refused);
        }

        @Override
        public Response recover(String typed, Function<Refusal, Response> refused) {
            return resetSteps.lead(resets.recover(realm(), id, typed, requester()), flow, refused);
        }

        private Realm realm() {
            return flow.realm();
        }

        private Requester requester() {
            return request.requester();
        }
    }
}
