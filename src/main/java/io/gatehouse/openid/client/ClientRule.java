package io.gatehouse.openid.client;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyType;
import io.gatehouse.kernel.DisplayNames;
import io.gatehouse.kernel.PublicUrls;
import io.gatehouse.openid.client.ClientMetadata.AuthMethod;
import io.gatehouse.openid.client.ClientMetadata.ClientType;
import io.gatehouse.openid.provider.OpenIdScope;
import java.text.ParseException;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The validation rules of a client's metadata, one per field. */
public enum ClientRule {
    NAME("name", "Use 1 to 80 visible characters in one line.", client -> DisplayNames.isValid(client.name())),
    REDIRECT_URIS(
            "redirectUris",
            "Use 1 to 20 absolute addresses, each once, without fragment: https, or http on localhost. None may have a query"
                    + " parameter that answers use: code, state, response, iss, error, error_description or error_uri.",
            client -> !client.redirectUris().isEmpty()
                    && areAddresses(client.redirectUris(), client.type())
                    && client.redirectUris().stream().allMatch(RedirectAddress::canReceiveAnswers)),
    POST_LOGOUT_REDIRECT_URIS(
            "postLogoutRedirectUris",
            "Use up to 20 absolute addresses, each once, without fragment: https, or http on localhost.",
            client -> areAddresses(client.postLogoutRedirectUris(), client.type())),
    BACKCHANNEL_LOGOUT_URI(
            "backchannelLogoutUri",
            "Use an absolute address without fragment: https, or http on localhost.",
            client -> client.backchannelLogoutUri().stream().allMatch(RedirectAddress::isWeb)),
    AUTH_METHOD(
            "authMethod",
            "Use none for a public client, and another method for a confidential one.",
            client -> (client.type() == ClientType.PUBLIC) == (client.authMethod() == AuthMethod.NONE)),
    JWKS_URI(
            "jwksUri",
            "Use either jwks or jwksUri with private_key_jwt, and neither with another method: https, or http on localhost.",
            client -> Stream.concat(client.jwks().stream(), client.jwksUri().stream())
                                    .count()
                            == (client.authMethod() == AuthMethod.PRIVATE_KEY_JWT ? 1 : 0)
                    && client.jwksUri().stream().allMatch(RedirectAddress::isWeb)),
    JWKS(
            "jwks",
            "Use a JWK set of 1 to 10 public keys: RSA of at least 2048 bits, or EC.",
            client -> client.jwks().stream().allMatch(ClientRule::isKeySet)),
    PKCE(
            "pkce",
            "Use required for a public client.",
            client -> client.pkceRequired() || client.type() == ClientType.CONFIDENTIAL),
    SCOPES("scopes", "Include openid.", client -> client.scopes().contains(OpenIdScope.OPENID)),
    ROLES("roles", "Use at least one role.", client -> !client.roles().isEmpty()),
    AUDIENCE(
            "audience",
            "Use an absolute address without fragment, outside of Gatehouse: https, or http on localhost.",
            (client, urls) -> client.audience().stream()
                    .allMatch(audience -> RedirectAddress.isWeb(audience)
                            && urls.slugOfIssuer(audience).isEmpty()));

    /** The most addresses of a kind that a client can have. */
    public static final int MAX_ADDRESSES = 20;

    /** The most characters of an address. */
    public static final int MAX_ADDRESS_LENGTH = 2000;

    private static final int MAX_KEYS = 10;
    private static final int RSA_BITS = 2048;

    private final String field;
    private final String advice;
    private final BiPredicate<ClientMetadata, PublicUrls> valid;

    ClientRule(String field, String advice, Predicate<ClientMetadata> valid) {
        this(field, advice, (client, urls) -> valid.test(client));
    }

    ClientRule(String field, String advice, BiPredicate<ClientMetadata, PublicUrls> valid) {
        this.field = field;
        this.advice = advice;
        this.valid = valid;
    }

    /** Returns the name of the field in JSON. */
    public String field() {
        return field;
    }

    /** Returns how to correct the field, for developers. */
    public String advice() {
        return advice;
    }

    /** Returns the rules that the metadata breaks. */
    public static List<ClientRule> brokenBy(ClientMetadata client, PublicUrls urls) {
        return Stream.of(values())
                .filter(rule -> !rule.valid.test(client, urls))
                .toList();
    }

    private static boolean areAddresses(Collection<String> addresses, ClientType type) {
        return addresses.size() <= MAX_ADDRESSES
                && new HashSet<>(addresses).size() == addresses.size()
                && addresses.stream().allMatch(address -> RedirectAddress.isValid(address, type));
    }

    private static boolean isKeySet(String jwks) {
        try {
            List<JWK> keys = JWKSet.parse(jwks).getKeys();
            return !keys.isEmpty() && keys.size() <= MAX_KEYS && keys.stream().allMatch(ClientRule::isPublicKey);
        } catch (ParseException e) {
            return false;
        }
    }

    private static boolean isPublicKey(JWK key) {
        boolean strong =
                KeyType.RSA.equals(key.getKeyType()) ? key.size() >= RSA_BITS : KeyType.EC.equals(key.getKeyType());
        return strong && !key.isPrivate();
    }
}
