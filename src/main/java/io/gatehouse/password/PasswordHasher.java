package io.gatehouse.password;

import io.gatehouse.kernel.crypto.KeyPurpose;
import io.gatehouse.kernel.crypto.Randomness;
import io.gatehouse.kernel.crypto.SecretKeys;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.MessageDigest;
import java.text.Normalizer;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Hashes and verifies passwords by Argon2id (RFC 9106) with a pepper, through a bounded queue. For unknown accounts it
 * computes a hash as well.
 */
@ApplicationScoped
public class PasswordHasher {
    private final Argon2id argon2id;
    private final HashingQueue queue;
    private final SecretKeys keys;
    private final Randomness randomness;
    private final PasswordHash dummy;

    PasswordHasher(Argon2id argon2id, HashingQueue queue, SecretKeys keys, Randomness randomness) {
        this.argon2id = argon2id;
        this.queue = queue;
        this.keys = keys;
        this.randomness = randomness;
        this.dummy = current(randomness.bytes(PasswordHash.SALT_BYTES), new byte[PasswordHash.TAG_BYTES]);
    }

    /**
     * The result of a verification.
     *
     * @param outdated whether it matches but was hashed with other than the current parameters
     */
    public record Verdict(boolean matches, boolean outdated) {}

    /**
     * Rejects a password early, before the caller reads what it needs, if none can be hashed at the moment.
     *
     * @throws io.gatehouse.kernel.UnavailableException if too many others wait
     */
    void requireRoom() {
        queue.requireRoom();
    }

    /**
     * Returns the password's hash with the current parameters, as a PHC string.
     *
     * @throws io.gatehouse.kernel.UnavailableException if no core becomes free in time
     */
    public String hash(String password) {
        byte[] salt = randomness.bytes(PasswordHash.SALT_BYTES);
        PasswordHash parameters = current(salt, new byte[PasswordHash.TAG_BYTES]);
        return current(salt, compute(password, parameters)).toPhcString();
    }

    /**
     * Compares the password with the stored hash in constant time; without a stored hash it takes the same time and
     * never matches.
     *
     * @throws io.gatehouse.kernel.UnavailableException if no core becomes free in time
     */
    public Verdict verify(String password, Optional<String> stored) {
        PasswordHash expected = stored.map(PasswordHash::parse).orElse(dummy);
        boolean matches = expected.hasTag(compute(password, expected)) && stored.isPresent();
        return new Verdict(matches, matches && !expected.isCurrent(keys.id()));
    }

    private PasswordHash current(byte[] salt, byte[] tag) {
        return PasswordHash.current(keys.id(), salt, tag);
    }

    private byte[] compute(String password, PasswordHash parameters) {
        String normalized = Normalizer.normalize(password, Normalizer.Form.NFC);
        SecretKeys pepper = keys.previous()
                .filter(previous -> previous.id().equals(parameters.pepper()))
                .orElse(keys);
        byte[] peppered = pepper.mac(KeyPurpose.PEPPER, normalized);
        return queue.run(() -> argon2id.hash(peppered, parameters));
    }

    /**
     * A stored password hash, as a PHC string: {@code $argon2id$v=19$m=19456,t=2,p=1,keyid=…$salt$tag}.
     *
     * @param memoryKib memory in KiB
     * @param passes iterations
     * @param pepper id of the pepper key
     */
    record PasswordHash(int memoryKib, int passes, String pepper, byte[] salt, byte[] tag) {
        static final int SALT_BYTES = 16;
        static final int TAG_BYTES = 32;
        private static final int MEMORY_KIB = 19456;
        private static final int PASSES = 2;

        private static final Pattern PHC = Pattern.compile(
                "\\$argon2id\\$v=19\\$m=(\\d{1,7}),t=(\\d{1,3}),p=1,keyid=([A-Za-z0-9]{1,11})\\$([A-Za-z0-9+/]+)\\$([A-Za-z0-9+/]+)");

        /** Creates a hash with the current parameters. */
        static PasswordHash current(String pepper, byte[] salt, byte[] tag) {
            return new PasswordHash(MEMORY_KIB, PASSES, pepper, salt, tag);
        }

        static PasswordHash parse(String phc) {
            Matcher matcher = PHC.matcher(phc);
            if (!matcher.matches()) {
                throw new IllegalStateException("A stored password hash is not of a known form");
            }
            Base64.Decoder base64 = Base64.getDecoder();
            return new PasswordHash(
                    Integer.parseInt(matcher.group(1)),
                    Integer.parseInt(matcher.group(2)),
                    matcher.group(3),
                    base64.decode(matcher.group(4)),
                    base64.decode(matcher.group(5)));
        }

        boolean isCurrent(String currentPepper) {
            return memoryKib == MEMORY_KIB && passes == PASSES && pepper.equals(currentPepper);
        }

        boolean hasTag(byte[] computed) {
            return MessageDigest.isEqual(tag, computed);
        }

        String toPhcString() {
            Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
            return "$argon2id$v=19$m=" + memoryKib + ",t=" + passes + ",p=1,keyid=" + pepper + "$"
                    + base64.encodeToString(salt) + "$" + base64.encodeToString(tag);
        }
    }
}
