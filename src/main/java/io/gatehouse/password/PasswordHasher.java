package io.gatehouse.password;

import io.gatehouse.kernel.crypto.KeyPurpose;
import io.gatehouse.kernel.crypto.Randomness;
import io.gatehouse.kernel.crypto.SecretKeys;
import jakarta.enterprise.context.ApplicationScoped;
import java.text.Normalizer;
import java.util.Optional;

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
}
