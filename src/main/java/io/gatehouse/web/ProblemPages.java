package io.gatehouse.web;

import io.gatehouse.platform.http.Problem;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;
import java.util.Locale;
import java.util.Optional;

/** Pages that say why it does not go on, and what to do about it. */
@ApplicationScoped
class ProblemPages {
    private final Pages pages;
    private final Languages languages;
    private final PageRequest request;

    ProblemPages(Pages pages, Languages languages, PageRequest request) {
        this.pages = pages;
        this.languages = languages;
        this.request = request;
    }

    /** The page of a refusal that ends a flow, from where a new one leads on. */
    Response of(Problem problem, Flow flow) {
        Frame frame = pages.frame(flow.realm());
        ProblemMessages messages = messages(frame);
        ProblemWords words = flow.stepUp()
                ? ProblemWords.ofStepUp(problem.code(), frame.realm(), messages)
                : ProblemWords.of(problem.code(), frame.realm(), messages);
        return show(problem, words, frame, flow.start());
    }

    /** The page of a refusal anywhere. */
    Response of(Problem problem) {
        Frame frame = pages.frame();
        return show(problem, ProblemWords.of(problem.code(), frame.realm(), messages(frame)), frame, "");
    }

    private ProblemMessages messages(Frame frame) {
        return languages.messages(ProblemMessages.class, Locale.forLanguageTag(frame.language()));
    }

    private Response show(Problem problem, ProblemWords words, Frame frame, String wayOn) {
        return pages.refuse(
                problem,
                frame,
                Templates.page(
                        frame,
                        words,
                        problem.retryAfter().map(Countdown::of),
                        wayOn,
                        request.requester().requestId()));
    }

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance page(
                Frame frame, ProblemWords words, Optional<Countdown> wait, String wayOn, String reference);
    }
}
