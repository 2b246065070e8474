package io.gatehouse.openid.provider;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.oauth2.sdk.GrantType;
import com.nimbusds.oauth2.sdk.ResponseMode;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.auth.ClientAuthenticationMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.openid.connect.sdk.Prompt;
import com.nimbusds.openid.connect.sdk.SubjectType;
import com.nimbusds.openid.connect.sdk.claims.ACR;
import com.nimbusds.openid.connect.sdk.claims.ClaimType;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import io.gatehouse.realm.Realm;
import io.gatehouse.token.Acr;
import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Describes a realm's OpenID provider to clients (OpenID Connect Discovery 1.0, section 3). */
@Singleton
public class ProviderMetadata {
    /** The algorithms of client assertions and DPoP proofs. */
    public static final List<JWSAlgorithm> CLIENT_ALGORITHMS =
            List.of(JWSAlgorithm.RS256, JWSAlgorithm.PS256, JWSAlgorithm.ES256, JWSAlgorithm.ES384, JWSAlgorithm.ES512);

    private final ProviderUrls urls;

    ProviderMetadata(ProviderUrls urls) {
        this.urls = urls;
    }

    /** Returns the realm's metadata as JSON members. */
    public Map<String, Object> of(Realm realm) {
        var metadata = new OIDCProviderMetadata(urls.issuer(realm), List.of(SubjectType.PUBLIC), urls.keySet(realm));
        endpoints(metadata, realm);
        List<ClientAuthenticationMethod> confidential = List.of(
                ClientAuthenticationMethod.CLIENT_SECRET_BASIC,
                ClientAuthenticationMethod.CLIENT_SECRET_POST,
                ClientAuthenticationMethod.PRIVATE_KEY_JWT);
        List<ClientAuthenticationMethod> all = Stream.concat(
                        confidential.stream(), Stream.of(ClientAuthenticationMethod.NONE))
                .toList();
        metadata.setTokenEndpointAuthMethods(all);
        metadata.setTokenEndpointJWSAlgs(CLIENT_ALGORITHMS);
        metadata.setRevocationEndpointAuthMethods(all);
        metadata.setRevocationEndpointJWSAlgs(CLIENT_ALGORITHMS);
        metadata.setIntrospectionEndpointAuthMethods(confidential);
        metadata.setIntrospectionEndpointJWSAlgs(CLIENT_ALGORITHMS);
        metadata.setDPoPJWSAlgs(CLIENT_ALGORITHMS);

        metadata.setScopes(new Scope(
                Stream.of(OpenIdScope.values()).map(OpenIdScope::value).toArray(String[]::new)));
        metadata.setResponseTypes(List.of(ResponseType.CODE));
        metadata.setResponseModes(List.of(ResponseMode.QUERY));
        metadata.setGrantTypes(List.of(GrantType.AUTHORIZATION_CODE, GrantType.REFRESH_TOKEN));
        metadata.setCodeChallengeMethods(List.of(CodeChallengeMethod.S256));
        metadata.setPromptTypes(
                List.of(Prompt.Type.NONE, Prompt.Type.LOGIN, Prompt.Type.CONSENT, Prompt.Type.SELECT_ACCOUNT));
        metadata.setACRs(Stream.of(Acr.values()).map(acr -> new ACR(acr.urn())).toList());
        metadata.setIDTokenJWSAlgs(List.of(JWSAlgorithm.RS256, JWSAlgorithm.ES256));
        metadata.setClaimTypes(List.of(ClaimType.NORMAL));
        metadata.setClaims(Stream.concat(
                        Stream.of("iss", "aud", "exp", "iat", "auth_time", "nonce", "acr", "amr", "sid"),
                        Arrays.stream(OpenIdScope.values()).flatMap(scope -> scope.claims().stream()))
                .toList());
        metadata.setSupportsClaimsParams(true);
        metadata.setSupportsRequestParam(false);
        metadata.setSupportsRequestURIParam(false);
        metadata.setSupportsAuthorizationResponseIssuerParam(true);
        metadata.setSupportsBackChannelLogout(true);
        metadata.setSupportsBackChannelLogoutSession(true);
        return metadata.toJSONObject();
    }

    private void endpoints(OIDCProviderMetadata metadata, Realm realm) {
        metadata.setAuthorizationEndpointURI(urls.endpoint(realm, "authorize"));
        metadata.setPushedAuthorizationRequestEndpointURI(urls.endpoint(realm, "par"));
        metadata.setTokenEndpointURI(urls.endpoint(realm, "token"));
        metadata.setRevocationEndpointURI(urls.endpoint(realm, "revoke"));
        metadata.setIntrospectionEndpointURI(urls.endpoint(realm, "introspect"));
        metadata.setUserInfoEndpointURI(urls.userInfo(realm));
        metadata.setEndSessionEndpointURI(urls.endpoint(realm, "logout"));
    }
}
