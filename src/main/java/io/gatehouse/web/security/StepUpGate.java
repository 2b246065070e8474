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

/** Lets a session with a fresh proof in, and others prove it first; after that they come back to the page they asked for. */
@RequestScoped
public class StepUpGate {
    private final StepUp stepUp;
    private final RoutingContext routing;

    StepUpGate(StepUp stepUp, RoutingContext routing) {
        this.stepUp = stepUp;
        this.routing = routing;
    }

    /** The page, or the way to the proof it needs. */
    public Response behind(SignedIn person, Supplier<Response> page) {
        return stepUp.isFresh(person.realm(), person.session()) ? page.get() : ask(person);
    }

    /** A form that came too late leads back to its page: both have the same path. */
    private Response ask(SignedIn person) {
        var http = routing.request();
        String asked = http.method() == HttpMethod.GET ? http.uri() : http.path();
        Optional<ReturnTo> returnTo = ReturnTo.parse(asked);
        return Response.status(Response.Status.FOUND)
                .header(HttpHeaders.LOCATION, new RealmPaths(person.realm().slug()).stepUp(returnTo))
                .build();
    }
}
