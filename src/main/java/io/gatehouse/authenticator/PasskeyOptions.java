package io.gatehouse.authenticator;

import com.webauthn4j.data.attestation.statement.COSEAlgorithmIdentifier;
import io.gatehouse.administrator.Administrator;
import io.gatehouse.kernel.PublicUrls;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** The options of WebAuthn's ceremonies, in the JSON form of WebAuthn Level 3, section 5.1. */
public final class PasskeyOptions {
    /** How long a browser waits for its user, and a challenge is kept. */
    public static final Duration TIMEOUT = Duration.ofMinutes(5);

    /** The registered values of WebAuthn Level 3, section 5.8.4; browsers ignore others. */
    static final Set<String> TRANSPORTS = Set.of("usb", "nfc", "ble", "smart-card", "hybrid", "internal");

    private static final String REQUIRED = "required";
    private static final String PUBLIC_KEY = "public-key";

    private PasskeyOptions() {}

    /** {@code PublicKeyCredentialCreationOptionsJSON}, for {@code navigator.credentials.create}. */
    @RegisterForReflection
    public record Creation(
            RelyingParty rp,
            User user,
            String challenge,
            List<Algorithm> pubKeyCredParams,
            long timeout,
            List<Descriptor> excludeCredentials,
            Selection authenticatorSelection,
            String attestation) {

        static Creation of(
                PublicUrls urls, String name, Administrator user, String challenge, List<PasskeyEntity> known) {
            return new Creation(
                    new RelyingParty(urls.host(), name),
                    new User(userHandle(user.id().value()), user.email().value(), user.displayName()),
                    challenge,
                    WebAuthn.ALGORITHMS.stream()
                            .map(COSEAlgorithmIdentifier::getValue)
                            .map(alg -> new Algorithm(PUBLIC_KEY, alg))
                            .toList(),
                    TIMEOUT.toMillis(),
                    known.stream().map(Descriptor::of).toList(),
                    new Selection(REQUIRED, true, REQUIRED),
                    "none");
        }
    }

    /** {@code PublicKeyCredentialRequestOptionsJSON}, for {@code navigator.credentials.get}. */
    @RegisterForReflection
    public record Request(
            String challenge, long timeout, String rpId, List<Descriptor> allowCredentials, String userVerification) {

        static Request of(PublicUrls urls, String challenge, List<PasskeyEntity> allowed) {
            return new Request(
                    challenge,
                    TIMEOUT.toMillis(),
                    urls.host(),
                    allowed.stream().map(Descriptor::of).toList(),
                    REQUIRED);
        }
    }

    /** The host that passkeys are created for, and its name. */
    @RegisterForReflection
    public record RelyingParty(String id, String name) {}

    /** The account; its id says nothing about the person. */
    @RegisterForReflection
    public record User(String id, String name, String displayName) {}

    /** A kind of key that is accepted. */
    @RegisterForReflection
    public record Algorithm(String type, long alg) {}

    /** What an authenticator must be capable of. */
    @RegisterForReflection
    public record Selection(String residentKey, boolean requireResidentKey, String userVerification) {}

    /** A passkey of the account. */
    @RegisterForReflection
    public record Descriptor(String type, String id, List<String> transports) {
        static Descriptor of(PasskeyEntity passkey) {
            return new Descriptor(PUBLIC_KEY, base64Url(passkey.credentialId), passkey.transports);
        }
    }

    private static String userHandle(UUID administrator) {
        return base64Url(handle(administrator));
    }

    /** Returns the user handle of the account. */
    static byte[] handle(UUID administrator) {
        return ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(administrator.getMostSignificantBits())
                .putLong(administrator.getLeastSignificantBits())
                .array();
    }

    private static String base64Url(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
