package io.gatehouse.web.layout;

import io.gatehouse.delivery.text.Languages;
import io.gatehouse.http.Problem;
import io.gatehouse.http.ProblemCode;
import io.gatehouse.realm.Role;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Renders the pages that explain a problem and link to a next step. */
@ApplicationScoped
public class ProblemPages {
    private final Pages pages;
    private final Languages languages;
    private final PageRequest request;
    private final ResourceInfo resource;

    ProblemPages(Pages pages, Languages languages, PageRequest request, ResourceInfo resource) {
        this.pages = pages;
        this.languages = languages;
        this.request = request;
        this.resource = resource;
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
        PageLayout layout = caller.map(pages::layout).orElseGet(pages::layout);
        ProblemMessages messages = messages(layout);
        ProblemView words = caller.filter(any -> problem.code() == ProblemCode.FORBIDDEN)
                .flatMap(found -> forbidden(found.administrator().role(), layout, messages))
                .orElseGet(() -> ProblemView.of(problem.code(), layout.realm(), messages));
        Content content = content(problem, words, nextStep(problem.code(), caller, messages));
        return pages.refuse(problem, caller.isPresent() ? new InConsole(layout, content) : new Page(layout, content));
    }

    /** Returns the page that says that the same form is still being handled. */
    public Response underWay(Duration retryAfter) {
        PageLayout layout = pages.layout();
        Problem problem = Problem.of(ProblemCode.UNAVAILABLE, "The form is still being handled.")
                .withRetryAfter(retryAfter);
        return show(problem, ProblemView.underWay(messages(layout)), layout, Optional.empty());
    }

    /** Returns the explanation that the page is for other roles, or empty if the caller's is one of its roles. */
    private Optional<ProblemView> forbidden(Role role, PageLayout layout, ProblemMessages messages) {
        Optional<RolesAllowed> allowed =
                Optional.ofNullable(resource.getResourceClass()).map(found -> found.getAnnotation(RolesAllowed.class));
        ConsoleMessages console = languages.messages(ConsoleMessages.class, Locale.forLanguageTag(layout.language()));
        var formatter = new RoleFormatter(console);
        return allowed.map(RolesAllowed::value)
                .filter(roles -> !List.of(roles).contains(role.name()))
                .map(roles -> ProblemView.forbidden(
                        messages.forbiddenRole(formatter.role(Role.valueOf(roles[0])), formatter.role(role)),
                        messages));
    }

    private ProblemMessages messages(PageLayout layout) {
        return languages.messages(ProblemMessages.class, Locale.forLanguageTag(layout.language()));
    }

    /** Returns the link to the console, also if the request was not authenticated since there is nothing at its address. */
    private Optional<NextStep> nextStep(ProblemCode code, Optional<SignedIn> caller, ProblemMessages messages) {
        return caller.map(found -> new RealmPaths(found.realm().slug()))
                .or(request::realmOfSession)
                .filter(any -> code.status() < 500)
                .map(paths -> new NextStep(paths.console(), messages.toOverview()))
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
        return pages.refuse(problem, new Page(layout, content(problem, words, wayOn)));
    }

    private Content content(Problem problem, ProblemView words, Optional<NextStep> wayOn) {
        return new Content(
                words,
                problem.retryAfter().map(Countdown::of),
                wayOn,
                request.requester().requestId());
    }

    /** What the page says, in the console or outside. */
    record Content(ProblemView words, Optional<Countdown> pause, Optional<NextStep> wayOn, String reference) {}

    record Page(PageLayout layout, Content content) implements PageTemplate {}

    record InConsole(PageLayout layout, Content content) implements PageTemplate {}
}
