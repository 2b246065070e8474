package io.gatehouse.web.layout;

import io.gatehouse.http.Problem;
import io.gatehouse.http.ProblemCode;
import io.gatehouse.http.ProblemRenderer;
import io.gatehouse.http.RealmCookies;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.Optional;

/** Renders problems as pages; a page that requires a session redirects to the sign-in, which returns to the page. */
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
        return problem.code() == ProblemCode.UNAUTHENTICATED
                ? signIn(routing.request()).orElseGet(() -> pages.of(problem))
                : pages.of(problem);
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
