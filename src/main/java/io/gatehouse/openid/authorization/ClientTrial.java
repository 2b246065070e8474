package io.gatehouse.openid.authorization;

import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.ErrorObject;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.TokenResponse;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.pkce.CodeChallenge;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponse;
import com.nimbusds.openid.connect.sdk.token.OIDCTokens;
import io.gatehouse.kernel.Requester;
import io.gatehouse.openid.authorization.AuthorizationOutcome.Answered;
import io.gatehouse.openid.authorization.AuthorizationService.SignedInAdministrator;
import io.gatehouse.openid.client.Client;
import io.gatehouse.openid.grant.TokenInspection;
import io.gatehouse.openid.grant.TokenService;
import io.gatehouse.openid.provider.OpenIdScope;
import io.gatehouse.openid.provider.ProviderUrls;
import io.gatehouse.realm.Realm;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.NotFoundException;
import java.net.URI;
import java.text.ParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Runs the sign-in to a client in its place, to show what it would get. */
@ApplicationScoped
public class ClientTrial {
    private final AuthorizationService authorizations;
    private final TokenService tokens;
    private final TokenInspection inspection;
    private final ProviderUrls urls;

    ClientTrial(
            AuthorizationService authorizations, TokenService tokens, TokenInspection inspection, ProviderUrls urls) {
        this.authorizations = authorizations;
        this.tokens = tokens;
        this.inspection = inspection;
        this.urls = urls;
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

    /** Signs the administrator in to the client with all its scopes and without a page, and revokes the tokens at once. */
    public Result run(Realm realm, Client client, SignedInAdministrator administrator, Requester requester) {
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
        var request =
                new TokenRequest.Builder(urls.endpoint(realm, "token"), new ClientID(client.clientId()), grant).build();
        TokenResponse response = tokens.exchange(realm, client, request, Optional.empty(), requester);
        if (!response.indicatesSuccess()) {
            return Result.error(response.toErrorResponse().getErrorObject());
        }
        OIDCTokens issued = ((OIDCTokenResponse) response.toSuccessResponse()).getOIDCTokens();
        inspection.revoke(realm, client, issued.getRefreshToken().getValue());
        return new Result(issued.getIDToken().getJWTClaimsSet().toJSONObject(), Optional.empty());
    }
}
