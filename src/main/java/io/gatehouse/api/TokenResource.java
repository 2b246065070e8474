package io.gatehouse.api;

import io.gatehouse.admin.Administrator;
import io.gatehouse.admin.Administrators;
import io.gatehouse.platform.http.ProblemCode;
import io.gatehouse.platform.http.ProblemException;
import io.gatehouse.platform.http.RequestContext;
import io.gatehouse.realm.Realm;
import io.gatehouse.session.OpenedSession;
import io.gatehouse.session.RefreshTokens;
import jakarta.annotation.security.PermitAll;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** Exchanges longer-lived secrets for access tokens. */
@Path("/api/v1/realms/{realm}/token")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@PermitAll
public class TokenResource {
    private final RequestedRealm realms;
    private final RefreshTokens refreshTokens;
    private final Administrators administrators;
    private final TokensBodies bodies;
    private final RequestContext request;

    TokenResource(
            RequestedRealm realms,
            RefreshTokens refreshTokens,
            Administrators administrators,
            TokensBodies bodies,
            RequestContext request) {
        this.realms = realms;
        this.refreshTokens = refreshTokens;
        this.administrators = administrators;
        this.bodies = bodies;
        this.request = request;
    }

    /** A refresh token. */
    public record Refresh(@NotNull @Size(min = 1, max = 128) String refreshToken) {
        /** Shows no token. */
        @Override
        public String toString() {
            return "Refresh";
        }
    }

    /** Fresh tokens. */
    public record Refreshed(TokensBody tokens) {}

    /** Rotates the refresh token. */
    @POST
    @Path("/refresh")
    public Refreshed refresh(@PathParam("realm") String slug, @NotNull @Valid Refresh body) {
        Realm realm = realms.get(slug);
        OpenedSession rotated = refreshTokens
                .rotate(realm.id(), body.refreshToken(), request.requester())
                .orElseThrow(TokenResource::refused);
        Administrator person = administrators
                .find(realm.id(), rotated.session().administrator())
                .orElseThrow(TokenResource::refused);
        return new Refreshed(bodies.of(realm, person, rotated));
    }

    private static ProblemException refused() {
        return new ProblemException(ProblemCode.UNAUTHENTICATED, "This refresh token is not valid. Sign in again.");
    }
}
