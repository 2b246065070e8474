package io.gatehouse.web;

import io.gatehouse.platform.http.Problem;
import io.gatehouse.realm.Realm;
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

    /** The page of a refusal inside a realm, from where a new sign-in leads on. */
    Response of(Problem problem, Realm realm, Optional<ReturnTo> returnTo) {
        Frame frame = pages.frame(realm);
        return show(problem, frame, frame.paths().signIn(returnTo));
    }

    /** The page of a refusal anywhere. */
    Response of(Problem problem) {
        return show(problem, pages.frame(), "");
    }

    private Response show(Problem problem, Frame frame, String wayOn) {
        var messages = languages.messages(ProblemMessages.class, Locale.forLanguageTag(frame.language()));
        return pages.refuse(
                problem,
                frame,
                Templates.page(
                        frame,
                        ProblemWords.of(problem.code(), frame.realm(), messages),
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
