package io.gatehouse.kernel.crypto;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.gatehouse.kernel.GatehouseConfig;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Computes HMACs and encrypts with keys derived from the master key by HKDF-SHA-256 (RFC 5869), one per
 * {@link KeyPurpose}.
 */
@Singleton
public class SecretKeys {
    private static final int KEY_BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final int GCM_TAG_BITS = 128;

    private static final int ID_BYTES = 4;
    private static final String REMEDY =
            "%s must be 32 random bytes in base64, for example from: openssl rand -base64 32";

    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModules(new JavaTimeModule(), new Jdk8Module())
            // Written by a newer version, perhaps.
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private final Map<KeyPurpose, byte[]> keys = new EnumMap<>(KeyPurpose.class);
    private final String id;
    private final Optional<SecretKeys> previous;
    private final Randomness randomness;

    /** Derives the keys from the configured master keys; fails if one is missing or not 32 bytes. */
    @Inject
    public SecretKeys(GatehouseConfig config, Randomness randomness) {
        this(
                masterKey("gatehouse.secret-key", config.secretKey().orElse("")),
                config.previousSecretKey()
                        .map(key -> masterKey("gatehouse.previous-secret-key", key))
                        .map(key -> new SecretKeys(key, Optional.empty(), randomness)),
                randomness);
    }

    /** Returns the keys derived from that master key, and from the previous one during a rotation. */
    public static SecretKeys of(MasterKey masterKey, Optional<MasterKey> previous) {
        var randomness = new Randomness();
        return new SecretKeys(
                masterKey, previous.map(key -> new SecretKeys(key, Optional.empty(), randomness)), randomness);
    }

    private SecretKeys(MasterKey masterKey, Optional<SecretKeys> previous, Randomness randomness) {
        for (KeyPurpose purpose : KeyPurpose.values()) {
            keys.put(purpose, derive(masterKey, purpose.name(), KEY_BYTES));
        }
        this.id = HexFormat.of().formatHex(derive(masterKey, "ID", ID_BYTES));
        this.previous = previous;
        this.randomness = randomness;
    }

    /** Returns the public id of the master key, eight hexadecimal digits. */
    public String id() {
        return id;
    }

    /** Returns the keys of the previous master key during a rotation, or empty if none is configured. */
    public Optional<SecretKeys> previous() {
        return previous;
    }

    /** Returns the HMAC-SHA-256 of the parts, each preceded by its length so that no two lists of parts collide. */
    public byte[] mac(KeyPurpose purpose, String... parts) {
        return mac(keys.get(purpose), parts);
    }

    static byte[] mac(byte[] key, String... parts) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            for (String part : parts) {
                byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
                mac.update(
                        ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
                mac.update(bytes);
            }
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns the HMAC in base64url, for use in a Redis key or script. */
    public String macBase64Url(KeyPurpose purpose, String... parts) {
        return base64Url(mac(purpose, parts));
    }

    static String base64Url(byte[] mac) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(mac);
    }

    /** Encrypts by AES-256-GCM with a random nonce in front; {@link #open} needs the same {@code context}. */
    public byte[] seal(KeyPurpose purpose, byte[] plain, String context) {
        byte[] nonce = randomness.bytes(NONCE_BYTES);
        byte[] sealed = cipher(Cipher.ENCRYPT_MODE, purpose, nonce, context, plain);
        return ByteBuffer.allocate(nonce.length + sealed.length)
                .put(nonce)
                .put(sealed)
                .array();
    }

    /**
     * Decrypts the result of {@link #seal}, under this or the {@link #previous} master key.
     *
     * @throws IllegalArgumentException if it was sealed for another purpose or context, by another master key, or
     *     altered
     */
    public byte[] open(KeyPurpose purpose, byte[] sealed, String context) {
        try {
            return openByThisKey(purpose, sealed, context);
        } catch (IllegalArgumentException e) {
            return previous.orElseThrow(() -> e).openByThisKey(purpose, sealed, context);
        }
    }

    /** Returns whether {@link #open} can decrypt it. */
    public boolean canOpen(KeyPurpose purpose, byte[] sealed, String context) {
        try {
            open(purpose, sealed, context);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** Encrypts the value as JSON; {@link #openJson} needs the same {@code context}. */
    public byte[] sealJson(KeyPurpose purpose, Object value, String context) {
        try {
            return seal(purpose, JSON.writeValueAsBytes(value), context);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Decrypts the result of {@link #sealJson}; ignores fields that the type has not.
     *
     * @throws IllegalArgumentException as {@link #open}
     * @throws IllegalStateException if it is not of that type
     */
    public <T> T openJson(KeyPurpose purpose, byte[] sealed, String context, Class<T> type) {
        try {
            return JSON.readValue(open(purpose, sealed, context), type);
        } catch (IOException e) {
            throw new IllegalStateException("An encrypted " + type.getSimpleName() + " cannot be read", e);
        }
    }

    /** Returns the content encrypted under this master key, or empty unless it is under the {@link #previous} one. */
    public Optional<byte[]> reseal(KeyPurpose purpose, byte[] sealed, String context) {
        try {
            openByThisKey(purpose, sealed, context);
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(seal(purpose, open(purpose, sealed, context), context));
        }
    }

    private byte[] openByThisKey(KeyPurpose purpose, byte[] sealed, String context) {
        if (sealed.length < NONCE_BYTES + GCM_TAG_BITS / Byte.SIZE) {
            throw new IllegalArgumentException("Too short to be sealed");
        }
        ByteBuffer buffer = ByteBuffer.wrap(sealed);
        byte[] nonce = new byte[NONCE_BYTES];
        buffer.get(nonce);
        byte[] rest = new byte[buffer.remaining()];
        buffer.get(rest);
        return cipher(Cipher.DECRYPT_MODE, purpose, nonce, context, rest);
    }

    private byte[] cipher(int mode, KeyPurpose purpose, byte[] nonce, String context, byte[] input) {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, new SecretKeySpec(keys.get(purpose), "AES"), new GCMParameterSpec(GCM_TAG_BITS, nonce));
            cipher.updateAAD(context.getBytes(StandardCharsets.UTF_8));
            return cipher.doFinal(input);
        } catch (AEADBadTagException e) {
            throw new IllegalArgumentException("Not sealed by this key for this context", e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] derive(MasterKey masterKey, String label, int length) {
        byte[] info = ("gatehouse/" + label).getBytes(StandardCharsets.UTF_8);
        return Hkdf.derive(masterKey.bytes(), info, length);
    }

    private static MasterKey masterKey(String property, String encoded) {
        return MasterKey.parse(encoded).orElseThrow(() -> new IllegalStateException(REMEDY.formatted(property)));
    }
}
