package io.gatehouse.web.form;

import io.gatehouse.http.PublicOrigin;
import io.gatehouse.http.RequestBodies;
import io.gatehouse.http.RequestContext;
import io.gatehouse.web.layout.RealmPaths;
import io.gatehouse.web.layout.ReturnTo;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Tells the requests that post a form, or that show a page, from others. */
@ApplicationScoped
class FormRequests {
    private final PublicOrigin origin;
    private final RequestContext context;

    FormRequests(PublicOrigin origin, RequestContext context) {
        this.origin = origin;
        this.context = context;
    }

    /** Returns whether the request is a form posted from a page of ours; what another site sends is neither. */
    boolean isForm(RoutingContext routing) {
        var request = routing.request();
        return request.method() == HttpMethod.POST
                && context.isPageRequest()
                && origin.hasSent(request.getHeader("Sec-Fetch-Site"), request.getHeader("Origin"));
    }

    /** Returns whether the browser is about to show the page that it requests; a prefetched one it may never show. */
    boolean isNavigation(RoutingContext routing) {
        var request = routing.request();
        String mode = request.getHeader("Sec-Fetch-Mode");
        return request.method() == HttpMethod.GET
                && context.isPageRequest()
                && (mode == null || mode.equals("navigate"))
                && request.getHeader("Sec-Purpose") == null;
    }

    /** Returns the page that the form is on, by {@code Referer} if it is in the same realm; otherwise the form's target. */
    String formPage(RoutingContext routing) {
        String site = origin.url("");
        return Optional.ofNullable(routing.request().getHeader("Referer"))
                .filter(page -> page.startsWith(site + "/"))
                .map(page -> page.substring(site.length()))
                .filter(page -> RealmPaths.slugIn(page).equals(Optional.of(realm(routing))))
                .flatMap(ReturnTo::parse)
                .or(() -> ReturnTo.parse(routing.request().uri()))
                .map(ReturnTo::value)
                .orElseGet(routing::normalizedPath);
    }

    /** Returns the realm of the request's path, or an empty text outside realms. */
    static String realm(RoutingContext routing) {
        return RealmPaths.slugIn(routing.request().path()).orElse("");
    }

    static String body(RoutingContext routing) {
        return RequestBodies.of(routing).toString(StandardCharsets.ISO_8859_1);
    }
}
