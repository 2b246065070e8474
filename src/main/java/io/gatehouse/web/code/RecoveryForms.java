package io.gatehouse.web.code;

import io.gatehouse.http.Problem;
import io.gatehouse.http.RefusalProblems;
import io.gatehouse.kernel.Refusal;
import io.gatehouse.signin.SignInOutcome;
import io.gatehouse.web.layout.Flow;
import io.gatehouse.web.layout.FormErrors;
import io.gatehouse.web.layout.FormValues;
import io.gatehouse.web.layout.PageLayout;
import io.gatehouse.web.layout.PageTemplate;
import io.gatehouse.web.layout.Pages;
import io.gatehouse.web.password.ResetMessages;
import io.gatehouse.web.signin.CodeFlow;
import io.gatehouse.web.signin.SignInRedirects;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;

/** Handles the form for a recovery code in place of a sent code. */
@ApplicationScoped
class RecoveryForms {
    private final SignInRedirects redirects;
    private final RefusalProblems problems;
    private final Pages pages;

    RecoveryForms(SignInRedirects redirects, RefusalProblems problems, Pages pages) {
        this.redirects = redirects;
        this.problems = problems;
        this.pages = pages;
    }

    Response page(CodeFlow code) {
        return code.current(view -> show(200, code.flow(), view, FormErrors.NONE));
    }

    Response submit(CodeFlow code, String submitted) {
        String typed = FormValues.text(submitted);
        if (typed.isEmpty()) {
            String message =
                    pages.messages(ResetMessages.class, code.flow().realm()).recoveryMissing();
            return code.current(view -> show(400, code.flow(), view, FormErrors.at("recovery", message)));
        }
        return code.recover(
                typed,
                refusal -> redirects.refused(
                        refusal, code.flow(), open -> code.current(view -> refused(code.flow(), view, open))));
    }

    private Response refused(Flow flow, SignInOutcome.View view, Refusal refusal) {
        Problem problem = problems.of(refusal);
        String message = pages.messages(ResetMessages.class, flow.realm())
                .recoveryWrong(problem.attemptsLeft().orElse(0));
        return pages.refuse(problem, form(flow, view, FormErrors.at("recovery", message)));
    }

    private Response show(int status, Flow flow, SignInOutcome.View view, FormErrors errors) {
        return pages.show(status, form(flow, view, errors));
    }

    private Page form(Flow flow, SignInOutcome.View view, FormErrors errors) {
        return new Page(pages.layout(flow.realm()), flow, view.code().isPresent(), view.resettable(), errors);
    }

    record Page(PageLayout layout, Flow flow, boolean codeSent, boolean resets, FormErrors errors)
            implements PageTemplate {}
}
