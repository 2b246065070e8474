package io.gatehouse.web;

import io.gatehouse.realm.Realms;
import io.gatehouse.reset.PasswordResetService;
import io.gatehouse.reset.ResetView;
import io.gatehouse.reset.ResetView.State;
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

/** Takes a recovery code in place of the code of a password reset. */
@Path("/realms/{realm}/password-reset/recovery")
@Produces(MediaType.TEXT_HTML)
@PermitAll
public class ResetRecoveryPage {
    private final Realms realms;
    private final PasswordResetService resets;
    private final ResetSteps resetSteps;
    private final SignInSteps steps;
    private final RecoveryForms forms;
    private final PageRequest request;

    ResetRecoveryPage(
            Realms realms,
            PasswordResetService resets,
            ResetSteps resetSteps,
            SignInSteps steps,
            RecoveryForms forms,
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
        Flow flow = Flow.reset(realms.get(slug));
        return request.reset(flow.realm())
                .map(id -> current(flow, id, view -> forms.show(flow, action(flow), codeSent(view))))
                .orElseGet(() -> steps.startAgain(flow));
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response submit(@PathParam("realm") String slug, @FormParam("recovery") String recovery) {
        Flow flow = Flow.reset(realms.get(slug));
        String typed = recovery == null ? "" : recovery.strip();
        return request.reset(flow.realm())
                .map(id -> typed.isEmpty() ? missing(flow, id) : recover(flow, id, typed))
                .orElseGet(() -> steps.startAgain(flow));
    }

    private Response missing(Flow flow, String id) {
        return current(flow, id, view -> forms.missing(flow, action(flow), codeSent(view)));
    }

    private Response recover(Flow flow, String id, String typed) {
        return resetSteps.lead(
                resets.recover(flow.realm(), id, typed, request.requester()),
                flow,
                refusal -> steps.refused(
                        refusal,
                        flow,
                        open -> current(flow, id, view -> forms.refused(flow, action(flow), codeSent(view), open))));
    }

    private static String action(Flow flow) {
        return new RealmPaths(flow.realm().slug()).resetRecovery();
    }

    private Response current(Flow flow, String id, Function<ResetView, Response> page) {
        return resetSteps.current(
                resets.state(flow.realm(), id, request.requester()),
                flow,
                Set.of(State.CHOOSE_CHANNEL, State.CODE_SENT),
                page);
    }

    private static boolean codeSent(ResetView view) {
        return view.state() == State.CODE_SENT;
    }
}
