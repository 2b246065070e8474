package io.gatehouse.openid.authorization;

import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.ErrorObject;
import com.nimbusds.oauth2.sdk.TokenResponse;
import com.nimbusds.oauth2.sdk.pkce.CodeChallenge;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponse;
import com.nimbusds.openid.connect.sdk.token.OIDCTokens;
import io.gatehouse.kernel.NotFoundException;
import io.gatehouse.kernel.Requester;
import io.gatehouse.kernel.ThrottledException;
import io.gatehouse.openid.authorization.AuthorizationOutcome.Answered;
import io.gatehouse.openid.authorization.AuthorizationService.SignedInAdministrator;
import io.gatehouse.openid.client.Client;
import io.gatehouse.openid.grant.TokenInspection;
import io.gatehouse.openid.grant.TokenService;
import io.gatehouse.openid.provider.OpenIdScope;
import io.gatehouse.ratelimit.RateLimiter;
import io.gatehouse.realm.Realm;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.text.ParseException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Runs the sign-in to a client in its place, to show what it would get. */
@ApplicationScoped
public class ClientTrial {
    /** Limits the load that a session causes. */
    static final int PER_MINUTE = 10;

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final AuthorizationService authorizations;
    private final TokenService tokens;
    private final TokenInspection inspection;
    private final RateLimiter limiter;

    ClientTrial(
            AuthorizationService authorizations, TokenService tokens, TokenInspection inspection, RateLimiter limiter) {
        this.authorizations = authorizations;
        this.tokens = tokens;
        this.inspection = inspection;
        this.limiter = limiter;
    }

    /**
     * What the client would get.
     *
     * @param claims of the ID token; none if there is an error
     * @param error the code of the error
     */
    public record Result(Map<String, Object> claims, Optional<String> error) {
        private static Result error(ErrorObject error) {
            return new Result(Map.of(), Optional.of(error.getCode()));
        }
    }

    /**
     * Signs the administrator in to the client with all its scopes and without a page, and revokes the tokens at once.
     *
     * @throws ThrottledException if the session has had too many trials
     */
    public Result run(Realm realm, Client client, SignedInAdministrator administrator, Requester requester) {
        limiter.tryAcquire("client-trial", administrator.session().id().toString(), PER_MINUTE, MINUTE)
                .ifPresent(wait -> {
                    throw new ThrottledException(wait);
                });
        var verifier = new CodeVerifier();
        String redirectUri = client.metadata().redirectUris().get(0);
        Map<String, List<String>> request = Map.of(
                "client_id", List.of(client.clientId()),
                "redirect_uri", List.of(redirectUri),
                "response_type", List.of("code"),
                "scope",
                        List.of(client.metadata().scopes().stream()
                                .map(OpenIdScope::value)
                                .collect(Collectors.joining(" "))),
                "prompt", List.of("none"),
                "code_challenge",
                        List.of(CodeChallenge.compute(CodeChallengeMethod.S256, verifier)
                                .getValue()),
                "code_challenge_method", List.of("S256"));
        // Without pages, every request to a registered address is answered there.
        if (!(authorizations.begin(realm, request, Optional.of(administrator), requester)
                instanceof Answered answered)) {
            throw new NotFoundException("The client was changed or deleted.");
        }
        if (!answered.response().indicatesSuccess()) {
            return Result.error(answered.response().toErrorResponse().getErrorObject());
        }
        try {
            return exchange(
                    realm,
                    client,
                    new AuthorizationCodeGrant(
                            answered.response().toSuccessResponse().getAuthorizationCode(),
                            URI.create(redirectUri),
                            verifier),
                    requester);
        } catch (ParseException e) {
            throw new IllegalStateException(e);
        }
    }

    private Result exchange(Realm realm, Client client, AuthorizationCodeGrant grant, Requester requester)
            throws ParseException {
        TokenResponse response = tokens.exchangeInTrial(realm, client, grant, requester);
        if (!response.indicatesSuccess()) {
            return Result.error(response.toErrorResponse().getErrorObject());
        }
        OIDCTokens issued = ((OIDCTokenResponse) response.toSuccessResponse()).getOIDCTokens();
        inspection.revoke(realm, client, issued.getRefreshToken().getValue());
        return new Result(issued.getIDToken().getJWTClaimsSet().toJSONObject(), Optional.empty());
    }
}
