package io.gatehouse.openid.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.OctetSequenceKeyGenerator;
import io.gatehouse.kernel.KernelFakes;
import io.gatehouse.kernel.PublicUrls;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClientRuleTest {
    private final PublicUrls urls = KernelFakes.urls();

    @Test
    void usual_clients_break_no_rule() {
        assertThat(ClientRule.brokenBy(ClientFakes.confidential(), urls)).isEmpty();
        assertThat(ClientRule.brokenBy(ClientFakes.publicClient(), urls)).isEmpty();
    }

    @Test
    void a_public_client_needs_a_code_challenge() {
        assertThat(ClientRule.brokenBy(
                        ClientFakes.changed(ClientFakes.publicClient())
                                .withoutPkce()
                                .build(),
                        urls))
                .containsExactly(ClientRule.PKCE);
        assertThat(ClientRule.brokenBy(
                        ClientFakes.changed(ClientFakes.confidential())
                                .withoutPkce()
                                .build(),
                        urls))
                .isEmpty();
    }

    @Test
    void a_client_without_roles_admits_nobody() {
        assertThat(ClientRule.brokenBy(
                        ClientFakes.changed(ClientFakes.confidential())
                                .roles(Set.of())
                                .build(),
                        urls))
                .containsExactly(ClientRule.ROLES);
    }

    @Test
    void only_public_keys_of_signatures_are_registered() throws JOSEException {
        JWK key = new ECKeyGenerator(Curve.P_256).generate();
        assertThat(ClientRule.brokenBy(withKeys(new JWKSet(key.toPublicJWK()).toString()), urls))
                .isEmpty();
        for (String wrong : new String[] {
            new JWKSet(key).toString(false),
            new JWKSet(new OctetSequenceKeyGenerator(256).generate()).toString(false),
            new JWKSet().toString(),
            "nonsense"
        }) {
            assertThat(ClientRule.brokenBy(withKeys(wrong), urls)).as(wrong).containsExactly(ClientRule.JWKS);
        }
    }

    private static ClientMetadata withKeys(String jwks) {
        return ClientFakes.changed(ClientFakes.confidential()).keys(jwks).build();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://gatehouse.example/realms/acme",
                "https://gatehouse.example/realms/acme/oidc/userinfo",
                "portal",
                "http://portal.example"
            })
    void tokens_of_clients_are_for_no_address_of_gatehouse(String audience) {
        assertThat(ClientRule.brokenBy(
                        ClientFakes.changed(ClientFakes.confidential())
                                .audience(audience)
                                .build(),
                        urls))
                .containsExactly(ClientRule.AUDIENCE);
    }
}
