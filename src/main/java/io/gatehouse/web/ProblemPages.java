package io.gatehouse.web;

import io.gatehouse.delivery.Languages;
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

    /** A page that leads on, and what its link says. */
    record WayOn(String path, String text) {}

    /** The page of a refusal that ends a flow, from where a new one leads on. */
    Response of(Problem problem, Flow flow) {
        Frame frame = pages.frame(flow.realm());
        ProblemMessages messages = messages(frame);
        return show(
                problem, ProblemWords.of(problem.code(), flow, messages), frame, Optional.of(wayOn(flow, messages)));
    }

    /** The page of a refusal anywhere. */
    Response of(Problem problem) {
        Frame frame = pages.frame();
        return show(problem, ProblemWords.of(problem.code(), frame.realm(), messages(frame)), frame, Optional.empty());
    }

    private ProblemMessages messages(Frame frame) {
        return languages.messages(ProblemMessages.class, Locale.forLanguageTag(frame.language()));
    }

    private static WayOn wayOn(Flow flow, ProblemMessages messages) {
        return switch (flow.goal()) {
            case SIGN_IN, STEP_UP -> new WayOn(flow.start(), messages.startAgain());
            case RESET -> new WayOn(flow.start(), messages.newLink());
            case INVITATION -> new WayOn(new RealmPaths(flow.realm().slug()).signIn(), messages.toSignIn());
        };
    }

    private Response show(Problem problem, ProblemWords words, Frame frame, Optional<WayOn> wayOn) {
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
                Frame frame, ProblemWords words, Optional<Countdown> wait, Optional<WayOn> wayOn, String reference);
    }
}
