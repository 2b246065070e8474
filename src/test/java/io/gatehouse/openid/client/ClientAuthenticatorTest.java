package io.gatehouse.openid.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.oauth2.sdk.auth.ClientAuthentication;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.ClientSecretJWT;
import com.nimbusds.oauth2.sdk.auth.ClientSecretPost;
import com.nimbusds.oauth2.sdk.auth.JWTAuthenticationClaimsSet;
import com.nimbusds.oauth2.sdk.auth.PrivateKeyJWT;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.id.Audience;
import com.nimbusds.oauth2.sdk.id.ClientID;
import io.gatehouse.openid.provider.ProviderFakes;
import io.gatehouse.realm.Realm;
import io.gatehouse.testing.Fakes;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ClientAuthenticatorTest {
    private final Fakes fakes = new Fakes();
    private final ClientFakes clients = new ClientFakes(fakes);
    private final Realm realm = fakes.realm("acme");
    private final ClientID id = new ClientID("portal");

    private Optional<Client> authenticate(ClientAuthentication presented) {
        return clients.authenticator.authenticate(realm, presented, presented == null ? id : null);
    }

    @Test
    void a_secret_authenticates_its_client_in_its_realm_by_the_registered_method_only() {
        Client client = clients.client(realm, "portal", ClientFakes.confidential());
        String secret = clients.secret(client);
        var basic = new ClientSecretBasic(id, new Secret(secret));
        assertThat(authenticate(basic)).contains(client);
        assertThat(authenticate(new ClientSecretPost(id, new Secret(secret)))).isEmpty();
        assertThat(authenticate(new ClientSecretBasic(id, new Secret(secret + "x"))))
                .isEmpty();
        assertThat(authenticate(new ClientSecretBasic(new ClientID("other"), new Secret(secret))))
                .isEmpty();
        assertThat(authenticate(null)).as("without a secret").isEmpty();
        Realm other = fakes.realm("other");
        clients.client(other, "portal", ClientFakes.confidential());
        assertThat(clients.authenticator.authenticate(other, basic, null)).isEmpty();
    }

    @Test
    void a_public_client_has_no_secret() {
        Client app = clients.client(realm, "portal", ClientFakes.publicClient());
        assertThat(authenticate(null)).contains(app);
        assertThat(authenticate(new ClientSecretBasic(id, new Secret("any")))).isEmpty();
        assertThat(clients.authenticator.authenticate(realm, null, null)).isEmpty();
    }

    @Test
    void an_assertion_by_a_registered_key_is_accepted_once() throws JOSEException {
        ECKey key = new ECKeyGenerator(Curve.P_256).keyID("1").generate();
        Client client = clients.client(
                realm,
                "portal",
                ClientFakes.changed(ClientFakes.confidential())
                        .keys(new JWKSet(key).toString())
                        .build());
        PrivateKeyJWT assertion = assertion(key, ProviderFakes.urls().endpoint(realm, "token"));
        assertThat(authenticate(assertion)).contains(client);
        assertThat(authenticate(assertion)).as("used before").isEmpty();
        assertThat(authenticate(assertion(
                        key, URI.create(ProviderFakes.urls().issuer(realm).getValue()))))
                .contains(client);
        assertThat(authenticate(assertion(key, URI.create("https://gatehouse.example/realms/other"))))
                .as("for another realm")
                .isEmpty();
        assertThat(authenticate(assertion(
                        new ECKeyGenerator(Curve.P_256).keyID("1").generate(),
                        ProviderFakes.urls().endpoint(realm, "token"))))
                .as("by another key")
                .isEmpty();
        assertThat(authenticate(new ClientSecretJWT(
                        id,
                        ProviderFakes.urls().endpoint(realm, "token"),
                        JWSAlgorithm.HS256,
                        new Secret(new JWKSet(key).toString()))))
                .as("by the public key as a secret")
                .isEmpty();
        assertThat(authenticate(null)).as("without an assertion").isEmpty();
    }

    @Test
    void only_valid_assertions_count_as_used() throws JOSEException {
        ECKey key = new ECKeyGenerator(Curve.P_256).keyID("1").generate();
        Client client = clients.client(
                realm,
                "portal",
                ClientFakes.changed(ClientFakes.confidential())
                        .keys(new JWKSet(key).toString())
                        .build());
        var claims = new JWTAuthenticationClaimsSet(
                id, new Audience(ProviderFakes.urls().endpoint(realm, "revoke")));
        ECKey forged = new ECKeyGenerator(Curve.P_256).keyID("1").generate();
        assertThat(authenticate(assertion(forged, claims))).isEmpty();
        assertThat(authenticate(assertion(key, claims))).as("of the same id").contains(client);
    }

    @Test
    void names_that_no_client_can_have_are_unknown() {
        for (String name : List.of("a\0", " ", "portal\n", "a".repeat(65))) {
            assertThat(clients.clients.find(realm.id(), name)).isEmpty();
        }
    }

    private PrivateKeyJWT assertion(ECKey key, URI audience) throws JOSEException {
        return assertion(key, new JWTAuthenticationClaimsSet(id, new Audience(audience)));
    }

    private static PrivateKeyJWT assertion(ECKey key, JWTAuthenticationClaimsSet claims) throws JOSEException {
        return new PrivateKeyJWT(claims, JWSAlgorithm.ES256, key.toPrivateKey(), key.getKeyID(), null);
    }
}
