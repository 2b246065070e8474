package io.gatehouse.web.form;

import io.gatehouse.http.RequestContext;
import io.gatehouse.kernel.Requester;
import io.gatehouse.kernel.UnavailableException;
import io.gatehouse.session.StepUp;
import io.gatehouse.web.form.EqualPosts.Answer;
import io.gatehouse.web.form.ShownPages.ShownPage;
import io.gatehouse.web.form.ShownPages.Taken;
import io.gatehouse.web.layout.PageRequest;
import io.gatehouse.web.layout.ProblemPages;
import io.gatehouse.web.layout.SignedIn;
import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.NewCookie;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/**
 * Answers the posted forms of all pages. A page as the answer becomes a redirect to its {@code Content-Location}, or else to the
 * form's page, which shows it once, with its status: reloading or going back posts nothing. Of equal posts, one is handled (see {@link EqualPosts}).
 */
@ApplicationScoped
class FormPosts {
    /** After the body is received, before the caller is authenticated, whose session the first post may have renewed. */
    private static final int PRIORITY = Priorities.USER + 100;

    private static final Logger LOG = Logger.getLogger(FormPosts.class);
    private static final String FIRST_POST = FirstPost.class.getName();
    private static final Duration POLL = Duration.ofMillis(50);
    private static final int POLLS = 100;
    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

    private final EqualPosts posts;
    private final ShownPages pages;
    private final FormRequests requests;
    private final RequestContext context;
    private final PageRequest current;
    private final CurrentIdentityAssociation identity;
    private final ProblemPages problemPages;
    private final StepUp stepUp;

    FormPosts(
            EqualPosts posts,
            ShownPages pages,
            FormRequests requests,
            RequestContext context,
            PageRequest current,
            CurrentIdentityAssociation identity,
            ProblemPages problemPages,
            StepUp stepUp) {
        this.posts = posts;
        this.pages = pages;
        this.requests = requests;
        this.context = context;
        this.current = current;
        this.identity = identity;
        this.problemPages = problemPages;
        this.stepUp = stepUp;
    }

    @ServerRequestFilter(preMatching = true, nonBlocking = true, priority = PRIORITY)
    Uni<Response> receive(ContainerRequestContext request, RoutingContext routing) {
        if (requests.isNavigation(routing)) {
            return show(routing);
        }
        if (!requests.isForm(routing)) {
            return Uni.createFrom().nullItem();
        }
        Requester requester = context.requester();
        return posts.id(routing.request(), FormRequests.body(routing))
                .map(id -> first(id)
                        .flatMap(first -> first.map(answer -> repeat(answer, routing, requester))
                                .orElseGet(() -> {
                                    var post = new FirstPost(id);
                                    request.setProperty(FIRST_POST, post);
                                    routing.addEndHandler(ended -> releaseUnhandled(post));
                                    return Uni.createFrom().nullItem();
                                })))
                .orElseGet(() -> Uni.createFrom().nullItem());
    }

    /**
     * Has a first post handled to its end, also if the browser closes the connection, as at a double click: the equal post gets
     * its answer. Otherwise Quarkus REST skips what is left of the request then, response filters too (Quarkus pull request 50990).
     */
    @ServerRequestFilter(priority = 0)
    Uni<Response> handle(ContainerRequestContext request, RoutingContext routing) {
        return firstPost(request)
                .map(post -> Uni.createFrom()
                        .<Response>emitter(handled -> routing.vertx()
                                .runOnContext(onEventLoop -> handled.complete(begin(post, routing.response())))))
                .orElseGet(() -> Uni.createFrom().nullItem());
    }

    /** Returns an answer that is not received if the connection is closed: some of the request may have been skipped. */
    private static Response begin(FirstPost post, HttpServerResponse response) {
        if (response.closed()) {
            return Response.status(Response.Status.BAD_REQUEST).build();
        }
        post.begun = true;
        response.closeHandler(closed -> {});
        return null;
    }

    private void releaseUnhandled(FirstPost post) {
        if (!post.begun && post.ended.compareAndSet(false, true)) {
            onWorker(() -> {
                        posts.release(post.id);
                        return null;
                    })
                    .subscribe()
                    .with(released -> {}, failure -> LOG.debug("A claim is kept until it expires", failure));
        }
    }

    @ServerResponseFilter
    Uni<Void> answer(ContainerRequestContext request, ContainerResponseContext response, RoutingContext routing) {
        if (!requests.isForm(routing)) {
            return Uni.createFrom().voidItem();
        }
        Requester requester = context.requester();
        String session = current.signedIn()
                .map(caller -> caller.session().id().toString())
                .orElse("");
        Optional<FirstPost> post = firstPost(request).filter(first -> first.ended.compareAndSet(false, true));
        Collection<NewCookie> received = response.getCookies().values();
        return onWorker(() -> {
                    Optional<Answer> answer = isPage(response)
                            ? redirect(response, page(response, routing, session), routing, requester)
                            : Optional.of(response)
                                    .filter(FormPosts::isRedirect)
                                    .map(redirect ->
                                            new Answer(redirect.getStatus(), headers(redirect), Optional.empty()));
                    post.ifPresent(first -> answer.ifPresentOrElse(
                            found -> posts.answer(ids(first.id, routing, received), found),
                            () -> posts.release(first.id)));
                    return null;
                })
                .onFailure(UnavailableException.class)
                .recoverWithNull()
                .replaceWithVoid();
    }

    /** Returns the page that says that the first of equal posts is still being handled. */
    @ServerExceptionMapper
    Response underWay(UnderWayException e) {
        return problemPages.underWay(RETRY_AFTER);
    }

    /** The first of equal posts, which this request has claimed. */
    private static final class FirstPost {
        private final String id;
        private final AtomicBoolean ended = new AtomicBoolean();
        private volatile boolean begun;

        FirstPost(String id) {
            this.id = id;
        }
    }

    /** Thrown if the first of equal posts has not been answered in time. */
    static class UnderWayException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        UnderWayException() {
            super("The first of equal posts is still being handled.", null, false, false);
        }
    }

    /** Returns the page that answered a post, if this is the request that it was redirected to. */
    private Uni<Response> show(RoutingContext routing) {
        String realm = FormRequests.realm(routing);
        return pages.mayHave(routing.request(), realm)
                ? identity.getDeferredIdentity()
                        .map(caller -> SignedIn.find(caller, realm))
                        .flatMap(caller ->
                                onWorker(() -> take(routing, realm, caller).orElse(null)))
                        .onFailure(UnavailableException.class)
                        .recoverWithNull()
                : Uni.createFrom().nullItem();
    }

    private Optional<Response> take(RoutingContext routing, String realm, Optional<SignedIn> caller) {
        String session =
                caller.map(signedIn -> signedIn.session().id().toString()).orElse("");
        boolean steppedUp = caller.filter(
                        signedIn -> stepUp.isGiven(signedIn.realm(), signedIn.administrator(), signedIn.session()))
                .isPresent();
        return pages.take(routing.request(), realm, session, steppedUp).map(FormPosts::response);
    }

    /** Returns empty for the first of equal posts, and without Redis for each; for others the first one's answer. */
    private Uni<Optional<Answer>> first(String id) {
        return onWorker(() -> posts.claim(id))
                .onFailure(UnavailableException.class)
                .recoverWithItem(Optional.empty())
                .flatMap(claimed -> answered(id, claimed, POLLS));
    }

    /** Waits for the first one's answer; should it fail, this post becomes the first. */
    private Uni<Optional<Answer>> answered(String id, Optional<Answer> claimed, int polls) {
        if (claimed.filter(Answer::underWay).isEmpty()) {
            return Uni.createFrom().item(claimed);
        }
        return polls == 0
                ? Uni.createFrom().failure(new UnderWayException())
                : Uni.createFrom()
                        .voidItem()
                        .onItem()
                        .delayIt()
                        .by(POLL)
                        .flatMap(waited -> onWorker(() -> posts.claim(id)))
                        .flatMap(again -> answered(id, again, polls - 1));
    }

    /** Returns the answer of the first of equal posts. A page is kept for each: the browser may have cancelled the other. */
    private Uni<Response> repeat(Answer answer, RoutingContext routing, Requester requester) {
        return onWorker(() -> {
            Response.ResponseBuilder response = response(answer.status(), answer.headers());
            answer.page()
                    .flatMap(page -> pages.keep(page, routing.request(), requester))
                    .ifPresent(kept -> response.cookie(kept.toArray(NewCookie[]::new)));
            return response.build();
        });
    }

    /** Keeps the page and makes the response a redirect to it; returns empty if it cannot be kept. */
    private Optional<Answer> redirect(
            ContainerResponseContext response, ShownPage page, RoutingContext routing, Requester requester) {
        return pages.keep(page, routing.request(), requester).map(kept -> {
            response.setStatus(Response.Status.SEE_OTHER.getStatusCode());
            response.setEntity(null);
            page.headers().keySet().forEach(response.getHeaders()::remove);
            response.getHeaders().putSingle(HttpHeaders.LOCATION, page.address());
            var answer = new Answer(response.getStatus(), headers(response), Optional.of(page));
            kept.forEach(cookie -> response.getHeaders().add(HttpHeaders.SET_COOKIE, cookie));
            return answer;
        });
    }

    private ShownPage page(ContainerResponseContext response, RoutingContext routing, String session) {
        Map<String, List<String>> headers = headers(response);
        headers.remove(HttpHeaders.SET_COOKIE);
        return new ShownPage(
                FormRequests.realm(routing),
                session,
                Optional.ofNullable(response.getHeaderString(HttpHeaders.CONTENT_LOCATION))
                        .orElseGet(() -> requests.formPage(routing)),
                false,
                response.getStatus(),
                headers,
                (String) response.getEntity());
    }

    private Set<String> ids(String first, RoutingContext routing, Collection<NewCookie> received) {
        return Stream.concat(
                        Stream.of(first),
                        posts.nextId(routing.request(), FormRequests.body(routing), received).stream())
                .collect(Collectors.toSet());
    }

    private static Optional<FirstPost> firstPost(ContainerRequestContext request) {
        return Optional.ofNullable((FirstPost) request.getProperty(FIRST_POST));
    }

    private static boolean isRedirect(ContainerResponseContext response) {
        return Response.Status.Family.familyOf(response.getStatus()) == Response.Status.Family.REDIRECTION;
    }

    /** Returns whether a page is the answer; that of a fault remains one, since repeating the request may succeed. */
    private static boolean isPage(ContainerResponseContext response) {
        return response.getEntity() instanceof String
                && MediaType.TEXT_HTML_TYPE.isCompatible(response.getMediaType())
                && !isRedirect(response)
                && Response.Status.Family.familyOf(response.getStatus()) != Response.Status.Family.SERVER_ERROR;
    }

    private static Map<String, List<String>> headers(ContainerResponseContext response) {
        return new LinkedHashMap<>(response.getStringHeaders());
    }

    private static Response response(Taken taken) {
        return response(taken.page().status(), taken.page().headers())
                .entity(taken.page().html())
                .cookie(taken.removal())
                .build();
    }

    private static Response.ResponseBuilder response(int status, Map<String, List<String>> headers) {
        Response.ResponseBuilder response = Response.status(status);
        headers.forEach((name, values) -> values.forEach(value -> response.header(name, value)));
        return response;
    }

    private static <T> Uni<T> onWorker(Supplier<T> blocking) {
        return Uni.createFrom().item(blocking).runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
    }
}
