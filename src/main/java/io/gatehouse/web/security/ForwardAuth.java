package io.gatehouse.web.security;

import io.gatehouse.http.Problem;
import io.gatehouse.http.ProblemCode;
import io.gatehouse.http.ProblemMapper;
import io.gatehouse.http.PublicOrigin;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.Realms;
import io.gatehouse.token.AccessTokenIssuer;
import io.gatehouse.web.layout.PageRequest;
import io.gatehouse.web.layout.RealmPaths;
import io.gatehouse.web.layout.ReturnTo;
import io.gatehouse.web.layout.SignedIn;
import jakarta.annotation.security.PermitAll;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

/**
 * Identifies the caller to a proxy in front of a portal. Session and account are loaded for each request, so that a
 * revoked session ends at the next request.
 */
@Path("/realms/{realm}/forward-auth")
@PermitAll
public class ForwardAuth {
    private static final String IDENTITY = "X-Gatehouse-";

    private final Realms realms;
    private final SessionCookieIdentities identities;
    private final AccessTokenIssuer issuer;
    private final PublicOrigin origin;
    private final ProblemMapper problems;
    private final PageRequest request;

    ForwardAuth(
            Realms realms,
            SessionCookieIdentities identities,
            AccessTokenIssuer issuer,
            PublicOrigin origin,
            ProblemMapper problems,
            PageRequest request) {
        this.realms = realms;
        this.identities = identities;
        this.issuer = issuer;
        this.origin = origin;
        this.problems = problems;
        this.request = request;
    }

    /**
     * Returns the caller in headers; without a session 401, or a redirect to the sign-in page.
     *
     * @param requestedUri path and query of the request to the proxy, to return to after the sign-in; ignored if malformed
     */
    @GET
    @Transactional
    public Response check(
            @PathParam("realm") String slug,
            @QueryParam("redirect") @DefaultValue("") String redirect,
            @HeaderParam("X-Forwarded-Uri") String requestedUri) {
        Realm realm = realms.get(slug);
        return request.session(realm)
                .flatMap(cookie -> identities.signedIn(realm, cookie))
                .map(this::identity)
                .orElseGet(() -> redirect.equals("true") ? toSignIn(realm, requestedUri) : refused());
    }

    private Response identity(SignedIn caller) {
        Response.ResponseBuilder response = Response.ok()
                .header(IDENTITY + "Subject", caller.administrator().id())
                .header(IDENTITY + "Email", caller.administrator().email().value())
                .header(IDENTITY + "Role", caller.administrator().role());
        issuer.issueForAudience(caller.realm(), caller.administrator(), caller.session())
                .ifPresent(token -> response.header(HttpHeaders.AUTHORIZATION, "Bearer " + token.value()));
        return response.build();
    }

    /** Redirects by absolute URL: some proxies resolve a path against the server they called, not their own. */
    private Response toSignIn(Realm realm, String requestedUri) {
        String page = new RealmPaths(realm.slug()).signIn(ReturnTo.parse(requestedUri));
        return Response.status(Response.Status.FOUND)
                .header(HttpHeaders.LOCATION, origin.url(page))
                .build();
    }

    private Response refused() {
        return problems.json(Problem.of(ProblemCode.UNAUTHENTICATED, "Sign in to this realm."));
    }
}
