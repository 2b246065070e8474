package io.gatehouse.web.layout;

import io.gatehouse.delivery.text.Languages;
import io.gatehouse.http.Problem;
import io.gatehouse.http.ProblemCode;
import io.gatehouse.realm.Role;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** Renders the pages that explain a problem and link to a next step. */
@ApplicationScoped
public class ProblemPages {
    private final Pages pages;
    private final Languages languages;
    private final PageRequest request;

    ProblemPages(Pages pages, Languages languages, PageRequest request) {
        this.pages = pages;
        this.languages = languages;
        this.request = request;
    }

    /** The link to a next step. */
    record NextStep(String path, String text) {}

    /** Returns the page of a problem that ended a flow, with a link to start again. */
    public Response of(Problem problem, Flow flow) {
        PageLayout layout = pages.layout(flow.realm());
        ProblemMessages messages = messages(layout);
        return show(
                problem, ProblemView.of(problem.code(), flow, messages), layout, Optional.of(nextStep(flow, messages)));
    }

    /** Returns the page of a problem outside flows, in the caller's realm if there is a caller. */
    public Response of(Problem problem) {
        Optional<SignedIn> caller = request.signedIn();
        PageLayout layout = caller.map(SignedIn::realm).map(pages::layout).orElseGet(pages::layout);
        ProblemMessages messages = messages(layout);
        ProblemView words = caller.filter(any -> problem.code() == ProblemCode.FORBIDDEN)
                .map(SignedIn::administrator)
                .map(administrator -> ProblemView.forbidden(role(administrator.role(), layout), messages))
                .orElseGet(() -> ProblemView.of(problem.code(), layout.realm(), messages));
        return show(problem, words, layout, nextStep(problem.code(), caller, messages));
    }

    /** Returns the page that says that the same form is still being handled. */
    public Response underWay(Duration retryAfter) {
        PageLayout layout = pages.layout();
        Problem problem = Problem.of(ProblemCode.UNAVAILABLE, "The form is still being handled.")
                .withRetryAfter(retryAfter);
        return show(problem, ProblemView.underWay(messages(layout)), layout, Optional.empty());
    }

    private String role(Role role, PageLayout layout) {
        return new RoleFormatter(languages.messages(ConsoleMessages.class, Locale.forLanguageTag(layout.language())))
                .role(role);
    }

    private ProblemMessages messages(PageLayout layout) {
        return languages.messages(ProblemMessages.class, Locale.forLanguageTag(layout.language()));
    }

    private static Optional<NextStep> nextStep(ProblemCode code, Optional<SignedIn> caller, ProblemMessages messages) {
        return caller.filter(any -> code.status() < 500)
                .map(found -> new NextStep(new RealmPaths(found.realm().slug()).console(), messages.toOverview()))
                .or(() -> Optional.of(new NextStep("/forgot-realm", messages.findRealm()))
                        .filter(any -> code == ProblemCode.NOT_FOUND));
    }

    private static NextStep nextStep(Flow flow, ProblemMessages messages) {
        return switch (flow.goal()) {
            case SIGN_IN, STEP_UP -> new NextStep(flow.start(), messages.startAgain());
            case RESET -> new NextStep(flow.start(), messages.newLink());
            case INVITATION -> new NextStep(new RealmPaths(flow.realm().slug()).signIn(), messages.toSignIn());
        };
    }

    private Response show(Problem problem, ProblemView words, PageLayout layout, Optional<NextStep> wayOn) {
        return pages.refuse(
                problem,
                new Page(
                        layout,
                        words,
                        problem.retryAfter().map(Countdown::of),
                        wayOn,
                        request.requester().requestId()));
    }

    record Page(
            PageLayout layout, ProblemView words, Optional<Countdown> pause, Optional<NextStep> wayOn, String reference)
            implements PageTemplate {}
}
