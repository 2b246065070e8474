package io.gatehouse.api.administration;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.util.JSONObjectUtils;
import io.gatehouse.openid.client.Client;
import io.gatehouse.openid.client.ClientMetadata;
import io.gatehouse.openid.client.ClientMetadata.AuthMethod;
import io.gatehouse.openid.client.ClientMetadata.ClientType;
import io.gatehouse.openid.client.ClientRule;
import io.gatehouse.openid.provider.OpenIdScope;
import io.gatehouse.realm.Role;
import io.gatehouse.token.Acr;
import io.gatehouse.token.SigningAlgorithm;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.text.ParseException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** The JSON of a client of the OpenID provider. */
final class ClientBody {
    private ClientBody() {}

    /** Whether authorization requests must have a code challenge (RFC 7636). */
    public enum Pkce {
        @JsonProperty("required")
        REQUIRED,
        @JsonProperty("optional")
        OPTIONAL
    }

    /** A client to register, or the fields of one to change. */
    public record ClientRequest(
            @Pattern(
                    regexp = Client.CLIENT_ID,
                    message = "use 1 to 64 letters, digits, dots, hyphens, underscores or tildes")
            String clientId,

            @Size(max = 160) String name,
            ClientType type,

            @Size(max = ClientRule.MAX_ADDRESSES)
            List<@NotNull @Size(max = ClientRule.MAX_ADDRESS_LENGTH) String> redirectUris,

            @Size(max = ClientRule.MAX_ADDRESSES)
            List<@NotNull @Size(max = ClientRule.MAX_ADDRESS_LENGTH) String> postLogoutRedirectUris,

            @Size(max = ClientRule.MAX_ADDRESS_LENGTH) String backchannelLogoutUri,
            AuthMethod authMethod,
            @Size(max = ClientRule.MAX_ADDRESS_LENGTH) String jwksUri,
            JsonNode jwks,
            SigningAlgorithm idTokenAlg,
            Pkce pkce,
            Acr minimumAcr,
            Set<@NotNull OpenIdScope> scopes,
            Set<@NotNull Role> roles,
            @Size(max = ClientRule.MAX_ADDRESS_LENGTH) String audience) {

        /** Returns the metadata of a new client. */
        ClientMetadata metadata() {
            return metadata(ClientMetadata.initial(type == null ? ClientType.CONFIDENTIAL : type));
        }

        /** Returns the metadata with these fields; absent ones remain. */
        ClientMetadata metadata(ClientMetadata before) {
            return new ClientMetadata(
                    name == null ? before.name() : name.strip(),
                    or(type, before.type()),
                    or(redirectUris, before.redirectUris()),
                    or(postLogoutRedirectUris, before.postLogoutRedirectUris()),
                    or(backchannelLogoutUri, before.backchannelLogoutUri()),
                    or(authMethod, before.authMethod()),
                    or(jwksUri, before.jwksUri()),
                    or(jwks == null ? null : jwks.isTextual() ? jwks.textValue() : jwks.toString(), before.jwks()),
                    or(idTokenAlg, before.idTokenAlg()),
                    pkce == null ? before.pkceRequired() : pkce == Pkce.REQUIRED,
                    minimumAcr == null ? before.minimumAcr() : Optional.of(minimumAcr),
                    or(scopes, before.scopes()),
                    or(roles, before.roles()),
                    or(audience, before.audience()));
        }

        private static <T> T or(T value, T before) {
            return value == null ? before : value;
        }

        private static Optional<String> or(String value, Optional<String> before) {
            return value == null ? before : Optional.of(value).filter(text -> !text.isEmpty());
        }
    }

    /** A client; the secret is present only in the response that creates it. */
    public record ClientResponse(
            UUID id,
            String clientId,
            String name,
            ClientType type,
            List<String> redirectUris,
            List<String> postLogoutRedirectUris,
            Optional<String> backchannelLogoutUri,
            AuthMethod authMethod,
            Optional<String> jwksUri,
            Optional<Map<String, Object>> jwks,
            SigningAlgorithm idTokenAlg,
            Pkce pkce,
            Optional<Acr> minimumAcr,
            Set<OpenIdScope> scopes,
            Set<Role> roles,
            Optional<String> audience,
            Instant createdAt,
            List<Instant> secretsCreatedAt,
            Optional<String> clientSecret) {
        static ClientResponse of(Client client, List<Instant> secretsCreatedAt, Optional<String> secret) {
            ClientMetadata metadata = client.metadata();
            return new ClientResponse(
                    client.id(),
                    client.clientId(),
                    metadata.name(),
                    metadata.type(),
                    metadata.redirectUris(),
                    metadata.postLogoutRedirectUris(),
                    metadata.backchannelLogoutUri(),
                    metadata.authMethod(),
                    metadata.jwksUri(),
                    metadata.jwks().map(ClientResponse::json),
                    metadata.idTokenAlg(),
                    metadata.pkceRequired() ? Pkce.REQUIRED : Pkce.OPTIONAL,
                    metadata.minimumAcr(),
                    metadata.scopes(),
                    metadata.roles(),
                    metadata.audience(),
                    client.createdAt(),
                    secretsCreatedAt,
                    secret);
        }

        private static Map<String, Object> json(String jwks) {
            try {
                return JSONObjectUtils.parse(jwks);
            } catch (ParseException e) {
                throw new IllegalStateException(e);
            }
        }

        /** Omits the secret. */
        @Override
        public String toString() {
            return "ClientResponse[" + clientId + "]";
        }
    }
}
