package io.gatehouse.web;

import io.gatehouse.platform.Refusal;
import io.gatehouse.platform.http.Problem;
import io.gatehouse.platform.http.RefusalProblems;
import io.gatehouse.signin.PendingView;
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
        return code.current(view -> show(200, code.flow(), view, FormErrors.NONE));
    }

    Response submit(CodeFlow code, String submitted) {
        String typed = submitted == null ? "" : submitted.strip();
        if (typed.isEmpty()) {
            String message =
                    pages.messages(ResetMessages.class, code.flow().realm()).recoveryMissing();
            return code.current(view -> show(400, code.flow(), view, FormErrors.at("recovery", message)));
        }
        return code.recover(
                typed,
                refusal -> steps.refused(
                        refusal, code.flow(), open -> code.current(view -> refused(code.flow(), view, open))));
    }

    private Response refused(Flow flow, PendingView view, Refusal refusal) {
        Problem problem = problems.of(refusal);
        String message = pages.messages(ResetMessages.class, flow.realm())
                .recoveryWrong(problem.attemptsLeft().orElse(0));
        Frame frame = pages.frame(flow.realm());
        return pages.refuse(problem, frame, form(frame, flow, view, FormErrors.at("recovery", message)));
    }

    private Response show(int status, Flow flow, PendingView view, FormErrors errors) {
        Frame frame = pages.frame(flow.realm());
        return pages.show(status, frame, form(frame, flow, view, errors));
    }

    private static TemplateInstance form(Frame frame, Flow flow, PendingView view, FormErrors errors) {
        return Templates.form(frame, flow, view.code().isPresent(), errors);
    }

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance form(Frame frame, Flow flow, boolean codeSent, FormErrors errors);
    }
}
