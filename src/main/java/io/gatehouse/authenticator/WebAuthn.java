package io.gatehouse.authenticator;

import com.webauthn4j.WebAuthnManager;
import com.webauthn4j.converter.util.ObjectConverter;
import com.webauthn4j.credential.CredentialRecordImpl;
import com.webauthn4j.data.AuthenticationData;
import com.webauthn4j.data.AuthenticationParameters;
import com.webauthn4j.data.PublicKeyCredentialParameters;
import com.webauthn4j.data.PublicKeyCredentialType;
import com.webauthn4j.data.RegistrationData;
import com.webauthn4j.data.RegistrationParameters;
import com.webauthn4j.data.attestation.authenticator.AAGUID;
import com.webauthn4j.data.attestation.authenticator.AttestedCredentialData;
import com.webauthn4j.data.attestation.authenticator.COSEKey;
import com.webauthn4j.data.attestation.statement.COSEAlgorithmIdentifier;
import com.webauthn4j.data.attestation.statement.NoneAttestationStatement;
import com.webauthn4j.data.client.Origin;
import com.webauthn4j.data.client.challenge.DefaultChallenge;
import com.webauthn4j.server.ServerProperty;
import com.webauthn4j.verifier.exception.BadAlgorithmException;
import com.webauthn4j.verifier.exception.BadChallengeException;
import com.webauthn4j.verifier.exception.BadOriginException;
import com.webauthn4j.verifier.exception.BadRpIdException;
import com.webauthn4j.verifier.exception.BadSignatureException;
import com.webauthn4j.verifier.exception.CrossOriginException;
import com.webauthn4j.verifier.exception.InconsistentClientDataTypeException;
import com.webauthn4j.verifier.exception.MaliciousCounterValueException;
import com.webauthn4j.verifier.exception.NotAllowedAlgorithmException;
import com.webauthn4j.verifier.exception.UserNotVerifiedException;
import com.webauthn4j.verifier.exception.VerificationException;
import io.gatehouse.kernel.PublicUrls;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Reads and verifies what authenticators send, by WebAuthn Level 3, sections 7.1 and 7.2. Created when the first passkey is
 * verified, since it takes time and memory.
 */
@ApplicationScoped
class WebAuthn {
    /** ES256, EdDSA, RS256, by which every authenticator signs. */
    static final List<COSEAlgorithmIdentifier> ALGORITHMS =
            List.of(COSEAlgorithmIdentifier.ES256, COSEAlgorithmIdentifier.EdDSA, COSEAlgorithmIdentifier.RS256);

    private static final List<PublicKeyCredentialParameters> OFFERED = ALGORITHMS.stream()
            .map(algorithm -> new PublicKeyCredentialParameters(PublicKeyCredentialType.PUBLIC_KEY, algorithm))
            .toList();

    private final PublicUrls urls;
    private final ObjectConverter converter = new ObjectConverter();
    private final WebAuthnManager manager = WebAuthnManager.createNonStrictWebAuthnManager(converter);

    WebAuthn(PublicUrls urls) {
        this.urls = urls;
    }

    /** Returns the new credential that a browser sends, or empty if it is malformed. */
    Optional<RegistrationData> readRegistration(String json) {
        return read(
                () -> manager.parseRegistrationResponseJSON(json),
                data -> data.getCollectedClientData() != null
                        && data.getAttestationObject()
                                        .getAuthenticatorData()
                                        .getAttestedCredentialData()
                                        .getCOSEKey()
                                != null);
    }

    /** Returns the assertion that a browser sends, or empty if it is malformed. */
    Optional<AuthenticationData> readAuthentication(String json) {
        return read(
                () -> manager.parseAuthenticationResponseJSON(json),
                data -> data.getCredentialId() != null
                        && data.getAuthenticatorData() != null
                        && data.getCollectedClientData() != null
                        && data.getSignature() != null);
    }

    /** The library reports malformed input by exceptions of many types, which depend on where it is malformed. */
    private static <T> Optional<T> read(Supplier<T> reading, Predicate<T> complete) {
        try {
            return Optional.of(reading.get()).filter(complete);
        } catch (RuntimeException e) {
            return Optional.empty();
        }
    }

    /** Returns why the new credential is refused, or empty if it answers the challenge. */
    Optional<PasskeyRefusal> refusal(RegistrationData data, String challenge) {
        return refusal(() -> manager.verify(data, new RegistrationParameters(server(challenge), OFFERED, true, true)));
    }

    /** Returns why the assertion is refused, or empty if it is one of the passkey and answers the challenge. */
    Optional<PasskeyRefusal> refusal(AuthenticationData data, PasskeyEntity passkey, String challenge) {
        var parameters = new AuthenticationParameters(server(challenge), credential(passkey), null, true, true);
        return refusal(() -> manager.verify(data, parameters));
    }

    private static Optional<PasskeyRefusal> refusal(Runnable verification) {
        try {
            verification.run();
            return Optional.empty();
        } catch (VerificationException e) {
            return Optional.of(refusal(e));
        } catch (RuntimeException e) {
            // Such as a key that is none.
            return Optional.of(PasskeyRefusal.MALFORMED);
        }
    }

    private static PasskeyRefusal refusal(VerificationException e) {
        if (e instanceof BadChallengeException) {
            return PasskeyRefusal.CHALLENGE;
        }
        if (e instanceof BadOriginException || e instanceof CrossOriginException) {
            return PasskeyRefusal.ORIGIN;
        }
        if (e instanceof BadRpIdException) {
            return PasskeyRefusal.RP_ID;
        }
        if (e instanceof InconsistentClientDataTypeException) {
            return PasskeyRefusal.TYPE;
        }
        if (e instanceof UserNotVerifiedException) {
            return PasskeyRefusal.USER_NOT_VERIFIED;
        }
        if (e instanceof BadSignatureException) {
            return PasskeyRefusal.SIGNATURE;
        }
        if (e instanceof MaliciousCounterValueException) {
            return PasskeyRefusal.COUNTER;
        }
        return e instanceof NotAllowedAlgorithmException || e instanceof BadAlgorithmException
                ? PasskeyRefusal.ALGORITHM
                : PasskeyRefusal.OTHER;
    }

    /** Returns the key as it is stored. */
    byte[] encode(COSEKey key) {
        return converter.getCborConverter().writeValueAsBytes(key);
    }

    private CredentialRecordImpl credential(PasskeyEntity passkey) {
        COSEKey key = converter.getCborConverter().readValue(passkey.publicKey, COSEKey.class);
        return new CredentialRecordImpl(
                new NoneAttestationStatement(),
                true,
                passkey.backupEligible,
                passkey.backedUp,
                passkey.signatureCount,
                new AttestedCredentialData(new AAGUID(passkey.aaguid), passkey.credentialId, key),
                null,
                null,
                null,
                Set.of());
    }

    private ServerProperty server(String challenge) {
        return ServerProperty.builder()
                .origin(Origin.create(urls.origin()))
                .rpId(urls.host())
                .challenge(new DefaultChallenge(Base64.getUrlDecoder().decode(challenge)))
                .build();
    }
}
