package io.gatehouse.password;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Arrays;
import org.jboss.logging.Logger;

/** Takes the native implementation where it loads and agrees with the Java one, else the Java one. */
class Argon2idSelection {
    private static final Logger LOG = Logger.getLogger(Argon2idSelection.class);

    @Produces
    @Singleton
    Argon2id argon2id() {
        var java = new BouncyCastleArgon2id();
        try {
            var sodium = new SodiumArgon2id();
            PasswordHash probe = new PasswordHash(64, 1, "0", new byte[PasswordHash.SALT_BYTES], new byte[0]);
            byte[] input = {1, 2, 3};
            if (Arrays.equals(sodium.hash(input, probe), java.hash(input, probe))) {
                return sodium;
            }
            LOG.warn("hashing.fallback: libsodium disagrees with the Java implementation, which is used instead");
        } catch (RuntimeException | LinkageError e) {
            LOG.warnf("hashing.fallback: libsodium does not load (%s), hashing in Java", e.getMessage());
        }
        return java;
    }
}
