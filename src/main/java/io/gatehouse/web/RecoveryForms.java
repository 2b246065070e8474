package io.gatehouse.web;

import io.gatehouse.platform.Refusal;
import io.gatehouse.platform.http.Problem;
import io.gatehouse.platform.http.RefusalProblems;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;

/** Asks for a recovery code in place of a flow's code. */
@ApplicationScoped
class RecoveryForms {
    private final SignInSteps steps;
    private final RefusalProblems problems;
    private final Pages pages;

    RecoveryForms(SignInSteps steps, RefusalProblems problems, Pages pages) {
        this.steps = steps;
        this.problems = problems;
        this.pages = pages;
    }

    Response page(CodeFlow code) {
        return code.current(view ->
                show(code.flow(), code.flow().code().recovery(), view.code().isPresent()));
    }

    Response submit(CodeFlow code, String submitted) {
        String typed = submitted == null ? "" : submitted.strip();
        String action = code.flow().code().recovery();
        if (typed.isEmpty()) {
            return code.current(view -> missing(code.flow(), action, view.code().isPresent()));
        }
        return code.recover(
                typed,
                refusal -> steps.refused(
                        refusal,
                        code.flow(),
                        open -> code.current(
                                view -> refused(code.flow(), action, view.code().isPresent(), open))));
    }

    /** The form, as it is at first. */
    Response show(Flow flow, String action, boolean codeSent) {
        return show(200, flow, action, codeSent, FormErrors.NONE);
    }

    /** The form again: nothing was typed. */
    Response missing(Flow flow, String action, boolean codeSent) {
        String message = pages.messages(ResetMessages.class, flow.realm()).recoveryMissing();
        return show(400, flow, action, codeSent, FormErrors.at("recovery", message));
    }

    /** The form again: the code is wrong, or used. */
    Response refused(Flow flow, String action, boolean codeSent, Refusal refusal) {
        Problem problem = problems.of(refusal);
        String message = pages.messages(ResetMessages.class, flow.realm())
                .recoveryWrong(problem.attemptsLeft().orElse(0));
        Frame frame = pages.frame(flow.realm());
        return pages.refuse(
                problem, frame, Templates.form(frame, flow, action, codeSent, FormErrors.at("recovery", message)));
    }

    private Response show(int status, Flow flow, String action, boolean codeSent, FormErrors errors) {
        Frame frame = pages.frame(flow.realm());
        return pages.show(status, frame, Templates.form(frame, flow, action, codeSent, errors));
    }

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance form(Frame frame, Flow flow, String action, boolean codeSent, FormErrors errors);
    }
}
