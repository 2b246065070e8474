package io.gatehouse.web.security;

import io.gatehouse.session.StepUp;
import io.gatehouse.web.layout.RealmPaths;
import io.gatehouse.web.layout.ReturnTo;
import io.gatehouse.web.layout.SignedIn;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Requires a recent authentication for a page, and redirects to the step-up if there is none, which returns to the
 * page.
 */
@RequestScoped
public class StepUpGate {
    private final StepUp stepUp;
    private final RoutingContext routing;

    StepUpGate(StepUp stepUp, RoutingContext routing) {
        this.stepUp = stepUp;
        this.routing = routing;
    }

    /**
     * Returns the page, or a redirect to the step-up.
     *
     * @throws io.gatehouse.kernel.NotPermittedException if the account cannot step up at the moment
     */
    public Response require(SignedIn caller, Supplier<Response> page) {
        stepUp.requirePossible(caller.administrator());
        return stepUp.isFresh(caller.realm(), caller.session()) ? page.get() : redirectToStepUp(caller);
    }

    /** Redirects to the step-up; a late POST returns to the form, which has the same path. */
    private Response redirectToStepUp(SignedIn caller) {
        var http = routing.request();
        String requestedPage = http.method() == HttpMethod.GET ? http.uri() : http.path();
        Optional<ReturnTo> returnTo = ReturnTo.parse(requestedPage);
        return Response.status(Response.Status.FOUND)
                .header(HttpHeaders.LOCATION, new RealmPaths(caller.realm().slug()).stepUp(returnTo))
                .build();
    }
}
