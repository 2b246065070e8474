package io.gatehouse.password;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.HexFormat;
import org.jboss.logging.Logger;

/** Takes the native implementation where it loads and hashes rightly, else the Java one. */
class Argon2idSelection {
    private static final Logger LOG = Logger.getLogger(Argon2idSelection.class);

    /** What {@link #PROBE} has to come to: comparing with the Java one instead would load all of it beside the native one. */
    private static final String EXPECTED = "2d76c44c668e82f6c7adf75f7a6c4e5c963ec3d742d763d2b44ac666647257d3";

    private static final PasswordHash PROBE =
            new PasswordHash(64, 1, "0", new byte[PasswordHash.SALT_BYTES], new byte[0]);

    @Produces
    @Singleton
    Argon2id argon2id() {
        try {
            var sodium = new SodiumArgon2id();
            if (isRight(sodium)) {
                return sodium;
            }
            LOG.warn("hashing.fallback: libsodium hashes wrongly, hashing in Java");
        } catch (RuntimeException | LinkageError e) {
            LOG.warnf("hashing.fallback: libsodium does not load (%s), hashing in Java", e.getMessage());
        }
        return new BouncyCastleArgon2id();
    }

    /** Whether it gives the known hash of a known input. */
    static boolean isRight(Argon2id implementation) {
        byte[] tag = implementation.hash(new byte[] {1, 2, 3}, PROBE);
        return HexFormat.of().formatHex(tag).equals(EXPECTED);
    }
}
