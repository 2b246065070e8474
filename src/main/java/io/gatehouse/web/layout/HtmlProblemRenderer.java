package io.gatehouse.web.layout;

import io.gatehouse.http.Problem;
import io.gatehouse.http.ProblemRenderer;
import io.gatehouse.http.RealmCookies;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.Optional;

/** Renders problems as pages, or redirects: to the sign-in if a page requires a session. */
@ApplicationScoped
class HtmlProblemRenderer implements ProblemRenderer {
    private final ProblemPages pages;
    private final RoutingContext routing;
    private final RealmCookies cookies;

    HtmlProblemRenderer(ProblemPages pages, RoutingContext routing, RealmCookies cookies) {
        this.pages = pages;
        this.routing = routing;
        this.cookies = cookies;
    }

    @Override
    public boolean html() {
        return true;
    }

    @Override
    public Response render(Problem problem, String requestId) {
        HttpServerRequest request = routing.request();
        Optional<Response> redirect = switch (problem.code()) {
            case UNAUTHENTICATED -> signIn(request);
            case METHOD_NOT_ALLOWED -> start(request);
            default -> Optional.empty();
        };
        return redirect.orElseGet(() -> pages.of(problem));
    }

    /** Redirects from where forms are posted to, if a person reloads or enters that address, to the start of the realm. */
    private static Optional<Response> start(HttpServerRequest request) {
        return RealmPaths.slugIn(request.path())
                .filter(slug -> request.method() == HttpMethod.GET)
                .map(slug -> Pages.redirectTo(new RealmPaths(slug).signIn()));
    }

    private Optional<Response> signIn(HttpServerRequest request) {
        Optional<ReturnTo> returnTo =
                request.method() == HttpMethod.GET ? ReturnTo.parse(request.uri()) : Optional.empty();
        return RealmPaths.slugIn(request.path())
                .map(slug -> Response.status(Response.Status.FOUND)
                        .header(HttpHeaders.LOCATION, signIn(request, slug, returnTo))
                        .build());
    }

    private String signIn(HttpServerRequest request, String slug, Optional<ReturnTo> returnTo) {
        RealmPaths paths = new RealmPaths(slug);
        boolean ended = cookies.read(request, RealmCookies.Kind.SESSION, slug).isPresent();
        return ended ? paths.sessionEnded(returnTo) : paths.signIn(returnTo);
    }
}
