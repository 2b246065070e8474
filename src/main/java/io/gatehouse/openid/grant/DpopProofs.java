package io.gatehouse.openid.grant;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.oauth2.sdk.dpop.JWKThumbprintConfirmation;
import com.nimbusds.oauth2.sdk.dpop.verifiers.AccessTokenValidationException;
import com.nimbusds.oauth2.sdk.dpop.verifiers.DPoPIssuer;
import com.nimbusds.oauth2.sdk.dpop.verifiers.DPoPProofUse;
import com.nimbusds.oauth2.sdk.dpop.verifiers.DPoPProtectedResourceRequestVerifier;
import com.nimbusds.oauth2.sdk.dpop.verifiers.DPoPTokenRequestVerifier;
import com.nimbusds.oauth2.sdk.dpop.verifiers.InvalidDPoPProofException;
import com.nimbusds.oauth2.sdk.token.DPoPAccessToken;
import com.nimbusds.oauth2.sdk.util.singleuse.AlreadyUsedException;
import io.gatehouse.openid.client.Client;
import io.gatehouse.openid.provider.ProviderMetadata;
import io.gatehouse.openid.provider.UsedIds;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

/** Verifies proofs of possession (RFC 9449): each is accepted once, within a minute. */
@ApplicationScoped
public class DpopProofs {
    private static final Duration MAX_AGE = Duration.ofMinutes(1);

    /** How long a used proof is recorded: the age and the clock skew that the library accepts, and one minute more. */
    private static final Duration REPLAY_WINDOW = MAX_AGE.multipliedBy(2).plusMinutes(1);

    private static final Set<JWSAlgorithm> ALGORITHMS = Set.copyOf(ProviderMetadata.CLIENT_ALGORITHMS);

    private final UsedIds usedIds;

    DpopProofs(UsedIds usedIds) {
        this.usedIds = usedIds;
    }

    /** A valid proof, which may have been used before. */
    public record Proven(String key, String use) {}

    /** Returns the thumbprint of the key of a valid proof for a POST to the endpoint, which counts as used only by {@link #use}. */
    public Optional<Proven> verify(SignedJWT proof, Client client, URI endpoint) {
        var use = new AtomicReference<String>();
        var verifier = new DPoPTokenRequestVerifier(
                ALGORITHMS, endpoint, MAX_AGE.toSeconds(), MAX_AGE.toSeconds(), found -> use.set(id(found)));
        try {
            String key = verifier.verify(issuer(client), proof, null).getValue().toString();
            return Optional.of(new Proven(key, use.get()));
        } catch (InvalidDPoPProofException | JOSEException e) {
            return Optional.empty();
        }
    }

    /** Marks the proof as used and returns true; of parallel uses one succeeds. */
    public boolean use(Proven proof) {
        return use(proof.use());
    }

    /** Returns whether the proof is valid for the method, the address, and an access token bound to that key. */
    boolean isValid(
            SignedJWT proof,
            String method,
            URI address,
            Client client,
            DPoPAccessToken token,
            JWKThumbprintConfirmation key) {
        var verifier = new DPoPProtectedResourceRequestVerifier(
                ALGORITHMS, MAX_AGE.toSeconds(), MAX_AGE.toSeconds(), this::markAsUsed);
        try {
            verifier.verify(method, address, issuer(client), proof, token, key, null);
            return true;
        } catch (InvalidDPoPProofException | AccessTokenValidationException | JOSEException e) {
            return false;
        }
    }

    private static DPoPIssuer issuer(Client client) {
        return new DPoPIssuer(client.id().toString());
    }

    private void markAsUsed(DPoPProofUse use) throws AlreadyUsedException {
        if (!use(id(use))) {
            throw new AlreadyUsedException("used before");
        }
    }

    private boolean use(String id) {
        return usedIds.use("dpop", id, REPLAY_WINDOW);
    }

    private static String id(DPoPProofUse use) {
        return use.getIssuer().getValue() + " " + use.getJWTID().getValue();
    }
}
