package io.gatehouse.api.signin;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.administrator.Administrators;
import io.gatehouse.api.signin.TokensBodyFactory.TokensResponse;
import io.gatehouse.api.support.InputRules;
import io.gatehouse.api.support.RequestedRealm;
import io.gatehouse.http.ProblemCode;
import io.gatehouse.http.ProblemException;
import io.gatehouse.http.RequestContext;
import io.gatehouse.realm.Realm;
import io.gatehouse.servicetoken.ServiceToken;
import io.gatehouse.servicetoken.ServiceTokens;
import io.gatehouse.session.RefreshTokens;
import io.gatehouse.session.Sessions.OpenedSession;
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
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestResponse;

/** Exchanges refresh tokens and service tokens for access tokens. */
@Path("/api/v1/realms/{realm}/token")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@PermitAll
public class TokenResource {
    private final RequestedRealm realms;
    private final RefreshTokens refreshTokens;
    private final ServiceTokens serviceTokens;
    private final Administrators administrators;
    private final TokensBodyFactory tokens;
    private final RefreshCookie cookie;
    private final RequestContext request;

    TokenResource(
            RequestedRealm realms,
            RefreshTokens refreshTokens,
            ServiceTokens serviceTokens,
            Administrators administrators,
            TokensBodyFactory tokens,
            RefreshCookie cookie,
            RequestContext request) {
        this.realms = realms;
        this.refreshTokens = refreshTokens;
        this.serviceTokens = serviceTokens;
        this.administrators = administrators;
        this.tokens = tokens;
        this.cookie = cookie;
        this.request = request;
    }

    /** A refresh token; omitted if it is in the cookie. */
    public record RefreshRequest(
            @Size(min = 1, max = InputRules.MAX_TOKEN) String refreshToken) {
        /** Omits the token. */
        @Override
        public String toString() {
            return "RefreshRequest";
        }
    }

    /** A service token. */
    public record ServiceTokenRequest(
            @NotNull @Size(min = 1, max = InputRules.MAX_TOKEN)
            String serviceToken) {
        /** Omits the token. */
        @Override
        public String toString() {
            return "ServiceTokenRequest";
        }
    }

    @POST
    @Path("/refresh")
    @Operation(summary = "Exchanges a refresh token for new tokens; it is valid once")
    public RestResponse<TokensResponse> refreshTokens(@PathParam("realm") String slug, @Valid RefreshRequest body) {
        Realm realm = realms.get(slug);
        OpenedSession rotated = Optional.ofNullable(body.refreshToken())
                .or(() -> cookie.read(realm))
                .flatMap(token -> refreshTokens.rotate(realm.id(), token, request.requester()))
                .orElseThrow(TokenResource::refused);
        Administrator administrator = administrators
                .find(realm.id(), rotated.session().administrator())
                .orElseThrow(TokenResource::refused);
        return tokens.response(realm, administrator, rotated);
    }

    @POST
    @Path("/service")
    @Operation(summary = "Exchanges a service token for an access token")
    public TokensResponse exchangeServiceToken(@PathParam("realm") String slug, @Valid ServiceTokenRequest body) {
        Realm realm = realms.get(slug);
        ServiceToken token = serviceTokens
                .authenticate(realm.id(), body.serviceToken(), request.requester())
                .orElseThrow(() -> new ProblemException(
                        ProblemCode.UNAUTHENTICATED, "This service token is not valid here, or not any more."));
        return new TokensResponse(tokens.of(realm, token));
    }

    private static ProblemException refused() {
        return new ProblemException(ProblemCode.UNAUTHENTICATED, "This refresh token is not valid. Sign in again.");
    }
}
