package io.gatehouse.web;

import io.gatehouse.platform.Refusal;
import io.gatehouse.platform.Refusal.Reason;
import io.gatehouse.platform.http.Problem;
import io.gatehouse.platform.http.RefusalProblems;
import io.gatehouse.reset.ResetOutcome;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;
import java.util.function.Function;

/**
 * Takes mailed links. Their page consumes nothing, since mail scanners look at it too; its button sends the token on, and
 * the address it leads to is free of it.
 */
@ApplicationScoped
class MailedLinks {
    private final ResetSteps resetSteps;
    private final SignInSteps steps;
    private final RefusalProblems problems;
    private final Pages pages;

    MailedLinks(ResetSteps resetSteps, SignInSteps steps, RefusalProblems problems, Pages pages) {
        this.resetSteps = resetSteps;
        this.steps = steps;
        this.problems = problems;
        this.pages = pages;
    }

    /** The page of a link. */
    Response page(Flow flow, String token) {
        Frame frame = pages.frame(flow.realm());
        return pages.show(200, frame, Templates.page(frame, flow, token, FormErrors.NONE));
    }

    /** Consumes a link, and leads on; or shows its page again, if the link is good but no code can be sent now. */
    Response open(Flow flow, String submitted, Function<String, ResetOutcome> opening) {
        String token = submitted == null ? "" : submitted;
        return resetSteps.lead(
                opening.apply(token),
                flow,
                refusal -> refusal.reason() == Reason.FLOW_EXPIRED
                        ? steps.end(refusal, flow)
                        : again(flow, token, refusal));
    }

    private Response again(Flow flow, String token, Refusal refusal) {
        Problem problem = problems.of(refusal);
        ResetMessages messages = pages.messages(ResetMessages.class, flow.realm());
        String message = problem.retryAfter()
                .map(wait -> messages.linkPaused(Countdown.of(wait).text()))
                .orElseGet(() -> messages.linkNowhere(flow.realm().settings().displayName()));
        Frame frame = pages.frame(flow.realm());
        return pages.refuse(problem, frame, Templates.page(frame, flow, token, FormErrors.at("open", message)));
    }

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance page(Frame frame, Flow flow, String token, FormErrors errors);
    }
}
