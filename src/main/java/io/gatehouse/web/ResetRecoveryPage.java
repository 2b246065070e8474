package io.gatehouse.web;

import io.gatehouse.platform.Refusal;
import io.gatehouse.platform.http.Problem;
import io.gatehouse.platform.http.RefusalProblems;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.Realms;
import io.gatehouse.reset.PasswordResetService;
import io.gatehouse.reset.ResetView;
import io.gatehouse.reset.ResetView.State;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
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
    private final RefusalProblems problems;
    private final Pages pages;
    private final PageRequest request;

    ResetRecoveryPage(
            Realms realms,
            PasswordResetService resets,
            ResetSteps resetSteps,
            SignInSteps steps,
            RefusalProblems problems,
            Pages pages,
            PageRequest request) {
        this.realms = realms;
        this.resets = resets;
        this.resetSteps = resetSteps;
        this.steps = steps;
        this.problems = problems;
        this.pages = pages;
        this.request = request;
    }

    @GET
    public Response page(@PathParam("realm") String slug) {
        Flow flow = Flow.reset(realms.get(slug));
        return request.reset(flow.realm())
                .map(id -> current(flow, id, view -> show(200, flow, view, FormErrors.NONE)))
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
        FormErrors errors = FormErrors.at("recovery", messages(flow.realm()).recoveryMissing());
        return current(flow, id, view -> show(400, flow, view, errors));
    }

    private Response recover(Flow flow, String id, String typed) {
        return resetSteps.lead(
                resets.recover(flow.realm(), id, typed, request.requester()),
                flow,
                refusal -> steps.refused(refusal, flow, open -> current(flow, id, view -> refused(flow, view, open))));
    }

    private Response refused(Flow flow, ResetView view, Refusal refusal) {
        Problem problem = problems.of(refusal);
        String message =
                messages(flow.realm()).recoveryWrong(problem.attemptsLeft().orElse(0));
        Frame frame = pages.frame(flow.realm());
        return pages.refuse(
                problem, frame, Templates.form(frame, flow, codeSent(view), FormErrors.at("recovery", message)));
    }

    private Response show(int status, Flow flow, ResetView view, FormErrors errors) {
        Frame frame = pages.frame(flow.realm());
        return pages.show(status, frame, Templates.form(frame, flow, codeSent(view), errors));
    }

    private Response current(Flow flow, String id, Function<ResetView, Response> page) {
        return resetSteps.current(
                resets.state(flow.realm(), id, request.requester()),
                flow,
                Set.of(State.CHOOSE_CHANNEL, State.CODE_SENT),
                page);
    }

    private ResetMessages messages(Realm realm) {
        return pages.messages(ResetMessages.class, realm);
    }

    private static boolean codeSent(ResetView view) {
        return view.state() == State.CODE_SENT;
    }

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance form(Frame frame, Flow flow, boolean codeSent, FormErrors errors);
    }
}
