package io.gatehouse.web.layout;

import io.gatehouse.http.RealmCookies;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/** Stores the language chosen from the menu in a cookie, and redirects to the page without the language parameter. */
@Singleton
public class LanguageFilter implements ContainerRequestFilter {
    private static final Duration KEPT = Duration.ofDays(365);

    private final ResourceInfo resource;
    private final RoutingContext routing;
    private final LanguageMenu menu;
    private final RealmCookies cookies;

    LanguageFilter(ResourceInfo resource, RoutingContext routing, LanguageMenu menu, RealmCookies cookies) {
        this.resource = resource;
        this.routing = routing;
        this.menu = menu;
        this.cookies = cookies;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        if (!isPage() || !request.getMethod().equals(HttpMethod.GET)) {
            return;
        }
        String path = routing.request().path();
        Optional<String> realm = RealmPaths.slugIn(path);
        if (realm.isEmpty()) {
            return;
        }
        String query = menu.query();
        menu.chosen()
                .ifPresent(language -> request.abortWith(Pages.redirectTo(
                        query.isEmpty() ? path : path + "?" + query,
                        cookies.set(RealmCookies.Kind.LANGUAGE, realm.get(), language, KEPT))));
    }

    private boolean isPage() {
        return Optional.ofNullable(resource.getResourceClass().getAnnotation(Produces.class)).stream()
                .flatMap(types -> Arrays.stream(types.value()))
                .anyMatch(MediaType.TEXT_HTML::equals);
    }
}
