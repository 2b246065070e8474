package io.gatehouse.web.form;

import io.gatehouse.http.PublicOrigin;
import io.gatehouse.http.RealmCookies;
import io.gatehouse.http.RealmCookies.Kind;
import io.gatehouse.http.RequestBodies;
import io.gatehouse.http.RequestContext;
import io.gatehouse.kernel.Requester;
import io.gatehouse.kernel.UnavailableException;
import io.gatehouse.web.form.EqualPosts.Answer;
import io.gatehouse.web.form.ShownPages.ShownPage;
import io.gatehouse.web.layout.RealmPaths;
import io.gatehouse.web.layout.ReturnTo;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/**
 * Answers the posted forms of all pages. A page as the answer becomes a redirect to the form's page, which shows it once,
 * with its status: reloading or going back posts nothing. Of equal posts, one is handled (see {@link EqualPosts}).
 */
@ApplicationScoped
class FormPosts {
    /** After the body is received, before the caller is authenticated, whose session the first post may have renewed. */
    private static final int PRIORITY = Priorities.USER + 100;

    private static final String POST_ID = FormPosts.class.getName();
    private static final Duration POLL = Duration.ofMillis(50);
    private static final int POLLS = 100;
    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

    private final EqualPosts posts;
    private final ShownPages pages;
    private final RealmCookies cookies;
    private final PublicOrigin origin;
    private final RequestContext context;

    FormPosts(EqualPosts posts, ShownPages pages, RealmCookies cookies, PublicOrigin origin, RequestContext context) {
        this.posts = posts;
        this.pages = pages;
        this.cookies = cookies;
        this.origin = origin;
        this.context = context;
    }

    @ServerRequestFilter(preMatching = true, nonBlocking = true, priority = PRIORITY)
    Uni<Response> receive(ContainerRequestContext request, RoutingContext routing) {
        if (routing.request().method() == HttpMethod.GET && context.isPageRequest()) {
            return show(routing);
        }
        if (!isForm(routing)) {
            return Uni.createFrom().nullItem();
        }
        String body = RequestBodies.of(routing).toString(StandardCharsets.ISO_8859_1);
        return posts.id(routing.request(), body)
                .map(id -> first(id, POLLS)
                        .onItem()
                        .transform(first -> first.map(FormPosts::response).orElseGet(() -> {
                            request.setProperty(POST_ID, id);
                            return null;
                        }))
                        .onFailure(UnavailableException.class)
                        .recoverWithNull())
                .orElseGet(() -> Uni.createFrom().nullItem());
    }

    @ServerResponseFilter
    Uni<Void> answer(ContainerRequestContext request, ContainerResponseContext response, RoutingContext routing) {
        if (!isForm(routing)) {
            return Uni.createFrom().voidItem();
        }
        Requester requester = context.requester();
        return onWorker(() -> {
                    if (isPage(response)) {
                        redirect(response, routing, requester);
                    }
                    Optional.ofNullable((String) request.getProperty(POST_ID)).ifPresent(id -> store(id, response));
                    return null;
                })
                .onFailure(UnavailableException.class)
                .recoverWithNull()
                .replaceWithVoid();
    }

    /** Returns the page that answered a post, if this is the request that it was redirected to. */
    private Uni<Response> show(RoutingContext routing) {
        String realm = realm(routing);
        return cookies.read(routing.request(), Kind.PAGE, realm)
                .map(id -> onWorker(() -> pages.take(id, routing.request().uri())
                                .map(page -> response(page, realm))
                                .orElse(null))
                        .onFailure(UnavailableException.class)
                        .recoverWithNull())
                .orElseGet(() -> Uni.createFrom().nullItem());
    }

    /** Returns empty for the first of equal posts; for others its answer, once it has one. */
    private Uni<Optional<Answer>> first(String id, int polls) {
        return onWorker(() -> posts.claim(id)).flatMap(answer -> {
            if (answer.filter(Answer::underWay).isEmpty()) {
                return Uni.createFrom().item(answer);
            }
            return polls == 0
                    ? Uni.createFrom().failure(new UnavailableException("equal-post", RETRY_AFTER, null))
                    : Uni.createFrom().voidItem().onItem().delayIt().by(POLL).flatMap(waited -> first(id, polls - 1));
        });
    }

    private void redirect(ContainerResponseContext response, RoutingContext routing, Requester requester) {
        String address = formPage(routing);
        Map<String, List<String>> headers = headers(response);
        headers.remove(HttpHeaders.SET_COOKIE);
        var page = new ShownPage(address, response.getStatus(), headers, (String) response.getEntity());
        pages.keep(page, requester).ifPresent(id -> {
            response.setStatus(Response.Status.SEE_OTHER.getStatusCode());
            response.setEntity(null);
            headers.keySet().forEach(response.getHeaders()::remove);
            response.getHeaders().putSingle(HttpHeaders.LOCATION, address);
            response.getHeaders()
                    .add(HttpHeaders.SET_COOKIE, cookies.set(Kind.PAGE, realm(routing), id, ShownPages.LIFETIME));
        });
    }

    private void store(String id, ContainerResponseContext response) {
        if (Response.Status.Family.familyOf(response.getStatus()) == Response.Status.Family.REDIRECTION) {
            posts.answer(id, new Answer(response.getStatus(), headers(response)));
        } else {
            posts.release(id);
        }
    }

    /** Returns the page that the form is on, by {@code Referer} if it is in the same realm; otherwise the form's target. */
    private String formPage(RoutingContext routing) {
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

    /** Returns whether the request is a form posted from a page of ours; what another site sends is neither. */
    private boolean isForm(RoutingContext routing) {
        var request = routing.request();
        return request.method() == HttpMethod.POST
                && context.isPageRequest()
                && origin.hasSent(request.getHeader("Sec-Fetch-Site"), request.getHeader("Origin"));
    }

    /** Returns whether a page is the answer; that of a fault remains one, since repeating the request may succeed. */
    private static boolean isPage(ContainerResponseContext response) {
        var family = Response.Status.Family.familyOf(response.getStatus());
        return response.getEntity() instanceof String
                && MediaType.TEXT_HTML_TYPE.isCompatible(response.getMediaType())
                && family != Response.Status.Family.REDIRECTION
                && family != Response.Status.Family.SERVER_ERROR;
    }

    private static Map<String, List<String>> headers(ContainerResponseContext response) {
        return new LinkedHashMap<>(response.getStringHeaders());
    }

    private static Response response(Answer answer) {
        Response.ResponseBuilder response = Response.status(answer.status());
        answer.headers().forEach((name, values) -> values.forEach(value -> response.header(name, value)));
        return response.build();
    }

    private Response response(ShownPage page, String realm) {
        Response.ResponseBuilder response = Response.status(page.status()).entity(page.html());
        page.headers().forEach((name, values) -> values.forEach(value -> response.header(name, value)));
        return response.cookie(cookies.remove(Kind.PAGE, realm)).build();
    }

    private static String realm(RoutingContext routing) {
        return RealmPaths.slugIn(routing.request().path()).orElse("");
    }

    private static <T> Uni<T> onWorker(Supplier<T> blocking) {
        return Uni.createFrom().item(blocking).runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
    }
}
