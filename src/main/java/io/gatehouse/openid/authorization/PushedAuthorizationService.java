package io.gatehouse.openid.authorization;

import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.oauth2.sdk.OAuth2Error;
import com.nimbusds.oauth2.sdk.PushedAuthorizationErrorResponse;
import com.nimbusds.oauth2.sdk.PushedAuthorizationResponse;
import com.nimbusds.oauth2.sdk.PushedAuthorizationSuccessResponse;
import io.gatehouse.kernel.Requester;
import io.gatehouse.openid.authorization.RequestValidator.Checked;
import io.gatehouse.openid.authorization.RequestValidator.Valid;
import io.gatehouse.openid.authorization.RequestValidator.Wrong;
import io.gatehouse.openid.client.Client;
import io.gatehouse.openid.grant.DpopProofs;
import io.gatehouse.openid.grant.DpopProofs.Proven;
import io.gatehouse.openid.provider.ProviderUrls;
import io.gatehouse.realm.Realm;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Keeps authorization requests that clients push before they send the browser (RFC 9126). */
@ApplicationScoped
public class PushedAuthorizationService {
    /** The parameters by which a client authenticates. */
    private static final Set<String> CREDENTIALS = Set.of("client_secret", "client_assertion", "client_assertion_type");

    private static final String DPOP_KEY = "dpop_jkt";

    private final RequestValidator validator;
    private final PendingAuthorizations pending;
    private final DpopProofs proofs;
    private final ProviderUrls urls;

    PushedAuthorizationService(
            RequestValidator validator, PendingAuthorizations pending, DpopProofs proofs, ProviderUrls urls) {
        this.validator = validator;
        this.pending = pending;
        this.proofs = proofs;
        this.urls = urls;
    }

    /**
     * Keeps the request without the client's credentials.
     *
     * @param proof the proof of possession of the key that the code is to be bound to (RFC 9449, section 10.1); empty if it has none
     */
    public PushedAuthorizationResponse push(
            Realm realm,
            Client client,
            Map<String, List<String>> received,
            Optional<SignedJWT> proof,
            Requester requester) {
        Map<String, List<String>> parameters = new HashMap<>(received);
        parameters.keySet().removeAll(CREDENTIALS);
        Checked checked = validator.check(realm, parameters);
        if (checked instanceof Valid valid && valid.client().id().equals(client.id())) {
            return pushValid(realm, client, parameters, proof, requester);
        }
        return new PushedAuthorizationErrorResponse(
                checked instanceof Wrong wrong
                        ? wrong.error()
                        : OAuth2Error.INVALID_REQUEST.setDescription(
                                "Use the client's id and one of its redirect addresses"));
    }

    private PushedAuthorizationResponse pushValid(
            Realm realm,
            Client client,
            Map<String, List<String>> parameters,
            Optional<SignedJWT> proof,
            Requester requester) {
        Optional<Proven> valid = proof.flatMap(
                        presented -> proofs.verify(presented, client, urls.endpoint(realm, "par")))
                .filter(proven -> List.of(proven.key())
                        .equals(parameters.computeIfAbsent(DPOP_KEY, absent -> List.of(proven.key()))));
        if (proof.isPresent() && valid.isEmpty()) {
            return new PushedAuthorizationErrorResponse(OAuth2Error.INVALID_DPOP_PROOF);
        }
        // Limits how many there are, so before the proof is recorded as used.
        String requestUri = pending.push(client.id(), parameters, requester);
        return valid.stream().allMatch(proofs::use)
                ? new PushedAuthorizationSuccessResponse(
                        URI.create(requestUri), PendingAuthorizations.PUSHED_LIFETIME.toSeconds())
                : new PushedAuthorizationErrorResponse(OAuth2Error.INVALID_DPOP_PROOF);
    }
}
