package io.gatehouse.password;

import io.gatehouse.password.PasswordHasher.PasswordHash;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.HexFormat;
import org.jboss.logging.Logger;

/** Provides the native implementation if it loads and hashes correctly, or else the Java one. */
class Argon2idSelection {
    private static final Logger LOG = Logger.getLogger(Argon2idSelection.class);

    /**
     * The expected hash of {@link #PROBE}; a constant, so that the Java implementation need not be loaded for
     * comparison.
     */
    private static final String EXPECTED = "2d76c44c668e82f6c7adf75f7a6c4e5c963ec3d742d763d2b44ac666647257d3";

    private static final PasswordHash PROBE =
            new PasswordHash(64, 1, "0", new byte[PasswordHash.SALT_BYTES], new byte[0]);

    @Produces
    @Singleton
    Argon2id argon2id() {
        try {
            var sodium = new SodiumArgon2id();
            if (isCorrect(sodium)) {
                return sodium;
            }
            LOG.warn("hashing.fallback: libsodium hashes wrongly, hashing in Java");
        } catch (RuntimeException | LinkageError e) {
            LOG.warnf("hashing.fallback: libsodium does not load (%s), hashing in Java", e.getMessage());
        }
        return new BouncyCastleArgon2id();
    }

    /** Returns whether the implementation produces the expected hash. */
    static boolean isCorrect(Argon2id implementation) {
        byte[] tag = implementation.hash(new byte[] {1, 2, 3}, PROBE);
        return HexFormat.of().formatHex(tag).equals(EXPECTED);
    }
}
