package io.gatehouse.web;

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
    private final Pages pages;

    MailedLinks(ResetSteps resetSteps, SignInSteps steps, Pages pages) {
        this.resetSteps = resetSteps;
        this.steps = steps;
        this.pages = pages;
    }

    /** The page of a link. */
    Response page(Flow flow, String token) {
        Frame frame = pages.frame(flow.realm());
        return pages.show(200, frame, Templates.page(frame, flow, token));
    }

    /** Consumes a link, and leads on. */
    Response open(Flow flow, String token, Function<String, ResetOutcome> opening) {
        return resetSteps.lead(opening.apply(token == null ? "" : token), flow, refusal -> steps.end(refusal, flow));
    }

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance page(Frame frame, Flow flow, String token);
    }
}
