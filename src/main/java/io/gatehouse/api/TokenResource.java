package io.gatehouse.api;

import io.avaje.validation.constraints.Valid;
import io.gatehouse.admin.Administrator;
import io.gatehouse.admin.Administrators;
import io.gatehouse.platform.http.ProblemCode;
import io.gatehouse.platform.http.ProblemException;
import io.gatehouse.platform.http.RealmCookies;
import io.gatehouse.platform.http.RequestContext;
import io.gatehouse.realm.Realm;
import io.gatehouse.session.OpenedSession;
import io.gatehouse.session.RefreshTokens;
import io.gatehouse.session.ServiceToken;
import io.gatehouse.session.ServiceTokens;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.PermitAll;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;

/** Exchanges longer-lived secrets for access tokens. */
@Path("/api/v1/realms/{realm}/token")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@PermitAll
public class TokenResource {
    private final RequestedRealm realms;
    private final RefreshTokens refreshTokens;
    private final ServiceTokens serviceTokens;
    private final Administrators administrators;
    private final TokensBodies bodies;
    private final RealmCookies cookies;
    private final RequestContext request;
    private final HttpServerRequest http;

    TokenResource(
            RequestedRealm realms,
            RefreshTokens refreshTokens,
            ServiceTokens serviceTokens,
            Administrators administrators,
            TokensBodies bodies,
            RealmCookies cookies,
            RequestContext request,
            HttpServerRequest http) {
        this.realms = realms;
        this.refreshTokens = refreshTokens;
        this.serviceTokens = serviceTokens;
        this.administrators = administrators;
        this.bodies = bodies;
        this.cookies = cookies;
        this.request = request;
        this.http = http;
    }

    /** A refresh token; left out where it lies in the cookie. */
    @Valid
    public record Refresh(@Size(min = 1, max = 128) String refreshToken) {
        /** Shows no token. */
        @Override
        public String toString() {
            return "Refresh";
        }
    }

    /** A service token. */
    @Valid
    public record Service(@NotNull @Size(min = 1, max = 128) String serviceToken) {
        /** Shows no token. */
        @Override
        public String toString() {
            return "Service";
        }
    }

    /** Fresh tokens. */
    public record Refreshed(TokensBody tokens) {}

    /** Rotates the refresh token. */
    @POST
    @Path("/refresh")
    public Response refresh(@PathParam("realm") String slug, Refresh body) {
        Realm realm = realms.get(slug);
        OpenedSession rotated = Optional.ofNullable(body.refreshToken())
                .or(() -> cookies.read(http, RealmCookies.Kind.REFRESH, slug))
                .flatMap(token -> refreshTokens.rotate(realm.id(), token, request.requester()))
                .orElseThrow(TokenResource::refused);
        Administrator person = administrators
                .find(realm.id(), rotated.session().administrator())
                .orElseThrow(TokenResource::refused);
        Response.ResponseBuilder answer = Response.ok(new Refreshed(bodies.of(realm, person, rotated)))
                .header(HttpHeaders.CACHE_CONTROL, "no-store");
        bodies.cookie(realm, rotated).ifPresent(answer::cookie);
        return answer.build();
    }

    /** Exchanges a service token for an access token. */
    @POST
    @Path("/service")
    public Response service(@PathParam("realm") String slug, Service body) {
        Realm realm = realms.get(slug);
        ServiceToken token = serviceTokens
                .present(realm.id(), body.serviceToken(), request.requester())
                .orElseThrow(() -> new ProblemException(
                        ProblemCode.UNAUTHENTICATED, "This service token is not valid here, or not any more."));
        return Response.ok(new Refreshed(bodies.of(realm, token)))
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }

    private static ProblemException refused() {
        return new ProblemException(ProblemCode.UNAUTHENTICATED, "This refresh token is not valid. Sign in again.");
    }
}
