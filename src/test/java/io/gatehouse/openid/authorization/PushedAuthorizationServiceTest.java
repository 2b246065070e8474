package io.gatehouse.openid.authorization;

import static io.gatehouse.openid.client.ClientFakes.REDIRECT_URI;
import static io.gatehouse.testing.Fakes.REQUESTER;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.oauth2.sdk.PushedAuthorizationResponse;
import com.nimbusds.oauth2.sdk.dpop.DefaultDPoPProofFactory;
import io.gatehouse.openid.client.Client;
import io.gatehouse.openid.client.ClientFakes;
import io.gatehouse.openid.provider.ProviderFakes;
import io.gatehouse.realm.Realm;
import io.gatehouse.testing.Fakes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PushedAuthorizationServiceTest {
    private final Fakes fakes = new Fakes();
    private final AuthorizationFakes openId = new AuthorizationFakes(fakes);
    private final Realm realm = fakes.realm("acme");
    private final Client client = openId.clients.client(realm, "portal", ClientFakes.confidential());
    private final Map<String, List<String>> request = new HashMap<>();
    private ECKey key;
    private DefaultDPoPProofFactory proofs;

    @BeforeEach
    void prepareRequest() throws JOSEException {
        request.put("client_id", List.of("portal"));
        request.put("redirect_uri", List.of(REDIRECT_URI));
        request.put("response_type", List.of("code"));
        request.put("scope", List.of("openid"));
        request.put("code_challenge", List.of("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"));
        request.put("code_challenge_method", List.of("S256"));
        key = new ECKeyGenerator(Curve.P_256).generate();
        proofs = new DefaultDPoPProofFactory(key, JWSAlgorithm.ES256);
    }

    private PushedAuthorizationResponse push(Optional<SignedJWT> proof) {
        return openId.pushed.push(realm, client, request, proof, REQUESTER);
    }

    private Optional<Map<String, List<String>>> kept(PushedAuthorizationResponse pushed) {
        return openId.pending.takePushed(
                client.id(), pushed.toSuccessResponse().getRequestURI().toString());
    }

    private SignedJWT proof(String endpoint) throws JOSEException {
        return proofs.createDPoPJWT("POST", ProviderFakes.urls().endpoint(realm, endpoint));
    }

    @Test
    void a_request_is_used_once() {
        PushedAuthorizationResponse pushed = push(Optional.empty());
        assertThat(kept(pushed)).contains(request);
        assertThat(kept(pushed)).isEmpty();
    }

    @Test
    void a_request_is_bound_to_the_key_of_its_proof() throws JOSEException {
        String thumbprint = key.computeThumbprint().toString();
        assertThat(kept(push(Optional.of(proof("par")))).orElseThrow())
                .containsEntry("dpop_jkt", List.of(thumbprint));
    }

    @Test
    void a_proof_of_another_key_or_endpoint_is_refused() throws JOSEException {
        SignedJWT proof = proof("par");
        assertThat(push(Optional.of(proof)).indicatesSuccess()).isTrue();
        assertThat(push(Optional.of(proof)).indicatesSuccess())
                .as("used before")
                .isFalse();
        assertThat(push(Optional.of(proof("token"))).indicatesSuccess()).isFalse();
        request.put(
                "dpop_jkt",
                List.of(new ECKeyGenerator(Curve.P_256)
                        .generate()
                        .computeThumbprint()
                        .toString()));
        assertThat(push(Optional.of(proof("par"))).indicatesSuccess()).isFalse();
    }

    @Test
    void credentials_are_not_kept() {
        request.put("client_secret", List.of("s3cret"));
        assertThat(kept(push(Optional.empty())))
                .hasValueSatisfying(
                        kept -> assertThat(kept).containsKey("scope").doesNotContainKey("client_secret"));
    }

    @Test
    void a_request_of_another_client_or_a_wrong_one_is_refused() {
        openId.clients.client(realm, "other", ClientFakes.confidential());
        request.put("client_id", List.of("other"));
        assertThat(push(Optional.empty()).indicatesSuccess()).isFalse();
        request.put("client_id", List.of("portal"));
        request.put("prompt", List.of("none login"));
        assertThat(push(Optional.empty()).indicatesSuccess()).isFalse();
        request.put("request_uri", List.of("urn:ietf:params:oauth:request_uri:x"));
        request.remove("prompt");
        assertThat(push(Optional.empty()).indicatesSuccess()).isFalse();
    }
}
