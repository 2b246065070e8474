package io.gatehouse.openid.client;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.gatehouse.openid.provider.OpenIdScope;
import io.gatehouse.realm.Role;
import io.gatehouse.token.Acr;
import io.gatehouse.token.SigningAlgorithm;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What is registered of a client, besides its id and its secrets.
 *
 * @param name name of the application, shown to administrators
 * @param redirectUris where answers to authorization requests may be sent
 * @param postLogoutRedirectUris where a browser may be sent after a logout
 * @param backchannelLogoutUri where the end of a session is reported
 * @param jwksUri address of the client's public keys, for {@link AuthMethod#PRIVATE_KEY_JWT}
 * @param jwks the client's public keys, in place of an address
 * @param idTokenAlg the algorithm of its ID tokens and logout tokens
 * @param pkceRequired whether authorization requests must have a code challenge
 * @param minimumAcr the weakest authentication that suffices; any if empty
 * @param scopes the scopes that it may request
 * @param roles the roles whose administrators may sign in to it
 * @param audience additional {@code aud} of its access tokens, a URL
 */
@RegisterForReflection(registerFullHierarchy = true)
public record ClientMetadata(
        String name,
        ClientType type,
        List<String> redirectUris,
        List<String> postLogoutRedirectUris,
        Optional<String> backchannelLogoutUri,
        AuthMethod authMethod,
        Optional<String> jwksUri,
        Optional<String> jwks,
        SigningAlgorithm idTokenAlg,
        boolean pkceRequired,
        Optional<Acr> minimumAcr,
        Set<OpenIdScope> scopes,
        Set<Role> roles,
        Optional<String> audience) {

    /** Returns the metadata of a new client of that type, without name and addresses. */
    public static ClientMetadata initial(ClientType type) {
        return new ClientMetadata(
                "",
                type,
                List.of(),
                List.of(),
                Optional.empty(),
                type == ClientType.PUBLIC ? AuthMethod.NONE : AuthMethod.CLIENT_SECRET_BASIC,
                Optional.empty(),
                Optional.empty(),
                SigningAlgorithm.RS256,
                true,
                Optional.empty(),
                EnumSet.of(OpenIdScope.OPENID, OpenIdScope.PROFILE, OpenIdScope.EMAIL),
                EnumSet.allOf(Role.class),
                Optional.empty());
    }

    /** Whether a client can keep a secret (RFC 6749, section 2.1). */
    public enum ClientType {
        @JsonProperty("confidential")
        CONFIDENTIAL,
        @JsonProperty("public")
        PUBLIC
    }

    /** How a client authenticates (OpenID Connect Core 1.0, section 9). */
    public enum AuthMethod {
        @JsonProperty("client_secret_basic")
        CLIENT_SECRET_BASIC,
        @JsonProperty("client_secret_post")
        CLIENT_SECRET_POST,
        @JsonProperty("private_key_jwt")
        PRIVATE_KEY_JWT,
        @JsonProperty("none")
        NONE;

        /** Returns whether the client has secrets. */
        public boolean usesSecret() {
            return this == CLIENT_SECRET_BASIC || this == CLIENT_SECRET_POST;
        }
    }
}
