package io.gatehouse.openid.client;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.AsymmetricJWK;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.oauth2.sdk.auth.ClientAuthentication;
import com.nimbusds.oauth2.sdk.auth.ClientAuthenticationMethod;
import com.nimbusds.oauth2.sdk.auth.PlainClientSecret;
import com.nimbusds.oauth2.sdk.auth.PrivateKeyJWT;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.auth.verifier.ClientAuthenticationVerifier;
import com.nimbusds.oauth2.sdk.auth.verifier.ClientCredentialsSelector;
import com.nimbusds.oauth2.sdk.auth.verifier.Context;
import com.nimbusds.oauth2.sdk.auth.verifier.InvalidClientException;
import com.nimbusds.oauth2.sdk.auth.verifier.JWTAudienceCheck;
import com.nimbusds.oauth2.sdk.auth.verifier.PKIClientX509CertificateBindingVerifier;
import com.nimbusds.oauth2.sdk.id.Audience;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.JWTID;
import io.gatehouse.openid.client.ClientMetadata.AuthMethod;
import io.gatehouse.openid.provider.ClientHttp;
import io.gatehouse.openid.provider.ProviderMetadata;
import io.gatehouse.openid.provider.ProviderUrls;
import io.gatehouse.openid.provider.UsedIds;
import io.gatehouse.realm.Realm;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.MalformedURLException;
import java.net.URI;
import java.security.PublicKey;
import java.text.ParseException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Authenticates clients, each by the registered method only. An assertion is accepted once, for at most an hour, and only for
 * this realm (RFC 7523, section 3).
 */
@ApplicationScoped
public class ClientAuthenticator {
    private static final Duration LONGEST_ASSERTION = Duration.ofHours(1);
    private static final int MAX_KEY_SOURCES = 1000;

    private final Clients clients;
    private final ProviderUrls urls;
    private final UsedIds usedIds;
    private final ClientHttp http;
    private final Map<URI, JWKSource<SecurityContext>> keySources = new ConcurrentHashMap<>();

    ClientAuthenticator(Clients clients, ProviderUrls urls, UsedIds usedIds, ClientHttp http) {
        this.clients = clients;
        this.urls = urls;
        this.usedIds = usedIds;
        this.http = http;
    }

    /**
     * Returns the client that makes a request, or empty if its authentication is wrong or missing.
     *
     * @param presented its authentication; null if it presents none
     * @param named its name in the request, if it presents no authentication; null if it has none
     */
    public Optional<Client> authenticate(Realm realm, ClientAuthentication presented, ClientID named) {
        if (presented == null) {
            return named == null
                    ? Optional.empty()
                    : clients.find(realm.id(), named.getValue())
                            .filter(client -> client.metadata().authMethod() == AuthMethod.NONE);
        }
        return clients.find(realm.id(), presented.getClientID().getValue())
                .filter(client -> isRegistered(client, presented.getMethod()))
                .filter(client -> isAuthentic(realm, client, presented));
    }

    private static boolean isRegistered(Client client, ClientAuthenticationMethod presented) {
        return client.metadata().authMethod().name().toLowerCase(Locale.ROOT).equals(presented.getValue());
    }

    private boolean isAuthentic(Realm realm, Client client, ClientAuthentication presented) {
        if (presented instanceof PlainClientSecret plain) {
            return clients.hasSecret(client, plain.getClientSecret().getValue());
        }
        return presented instanceof PrivateKeyJWT assertion
                && ProviderMetadata.CLIENT_ALGORITHMS.contains(
                        assertion.getClientAssertion().getHeader().getAlgorithm())
                && assertion.getJWTAuthenticationClaimsSet().getJWTID() != null
                && isSignedBy(realm, client, assertion)
                && isFirstUse(client, assertion.getJWTAuthenticationClaimsSet().getJWTID());
    }

    /** Returns whether the id of a valid assertion was not used before; of parallel uses one is the first. */
    private boolean isFirstUse(Client client, JWTID id) {
        return usedIds.use("assertion", client.id() + " " + id.getValue(), LONGEST_ASSERTION.plusMinutes(2));
    }

    private boolean isSignedBy(Realm realm, Client client, PrivateKeyJWT assertion) {
        var context = new Context<Client>();
        context.set(client);
        Set<Audience> audience = Stream.concat(
                        Stream.of(new Audience(urls.issuer(realm))),
                        Stream.of("token", "par", "revoke", "introspect")
                                .map(endpoint -> new Audience(urls.endpoint(realm, endpoint))))
                .collect(Collectors.toSet());
        var verifier = new ClientAuthenticationVerifier<>(
                new RegisteredKeys(),
                (PKIClientX509CertificateBindingVerifier<Client>) null,
                audience,
                JWTAudienceCheck.LEGACY,
                null,
                LONGEST_ASSERTION.toSeconds());
        try {
            verifier.verify(assertion, Set.of(), context);
            return true;
        } catch (InvalidClientException | JOSEException e) {
            return false;
        }
    }

    /** The keys of the client of an assertion. */
    private final class RegisteredKeys implements ClientCredentialsSelector<Client> {
        @Override
        public List<Secret> selectClientSecrets(
                ClientID clientId, ClientAuthenticationMethod method, Context<Client> context) {
            return List.of();
        }

        @Override
        public List<? extends PublicKey> selectPublicKeys(
                ClientID clientId,
                ClientAuthenticationMethod method,
                JWSHeader header,
                boolean forceRefresh,
                Context<Client> context)
                throws InvalidClientException {
            var selector = new JWKSelector(JWKMatcher.forJWSHeader(header));
            ClientMetadata metadata = context.get().metadata();
            try {
                List<JWK> keys = metadata.jwks().isPresent()
                        ? selector.select(JWKSet.parse(metadata.jwks().get()))
                        : source(URI.create(metadata.jwksUri().orElseThrow())).get(selector, null);
                return keys.stream()
                        .filter(AsymmetricJWK.class::isInstance)
                        .map(key -> publicKey((AsymmetricJWK) key))
                        .toList();
            } catch (ParseException | JOSEException e) {
                throw new InvalidClientException("no key");
            }
        }

        private PublicKey publicKey(AsymmetricJWK key) {
            try {
                return key.toPublicKey();
            } catch (JOSEException e) {
                throw new IllegalStateException(e);
            }
        }

        /** Returns the keys at an address, cached, and read again for an unknown key. */
        private JWKSource<SecurityContext> source(URI address) {
            if (keySources.size() > MAX_KEY_SOURCES) {
                keySources.clear();
            }
            return keySources.computeIfAbsent(address, uri -> {
                try {
                    return JWKSourceBuilder.create(uri.toURL(), http)
                            .refreshAheadCache(false)
                            .build();
                } catch (MalformedURLException e) {
                    throw new IllegalStateException(e);
                }
            });
        }
    }
}
