package io.gatehouse.password;

import com.goterl.lazysodium.interfaces.PwHash;
import com.goterl.lazysodium.utils.LibraryLoader;
import com.sun.jna.Function;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import io.gatehouse.kernel.UnavailableException;
import io.gatehouse.password.PasswordHasher.PasswordHash;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;

/**
 * Implements {@link Argon2id} by libsodium, about twice as fast as the Java implementation. Binds nothing but what it
 * calls: each function that lazysodium binds would have to be registered for the native executable.
 */
class SodiumArgon2id implements Argon2id {
    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

    private final Function pwhash;

    /** Loads the library that lazysodium ships. */
    SodiumArgon2id() {
        try {
            NativeLibrary sodium = NativeLibrary.getInstance(Native.extractFromResourcePath(
                            "/" + LibraryLoader.getSodiumPathInResources(), LibraryLoader.class.getClassLoader())
                    .getPath());
            // Chooses the fastest implementation for this processor.
            sodium.getFunction("sodium_init").invokeInt(new Object[0]);
            pwhash = sodium.getFunction("crypto_pwhash");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public byte[] hash(byte[] input, PasswordHash parameters) {
        byte[] tag = new byte[PasswordHash.TAG_BYTES];
        int failed = pwhash.invokeInt(new Object[] {
            tag,
            (long) tag.length,
            input,
            (long) input.length,
            parameters.salt(),
            (long) parameters.passes(),
            parameters.memoryKib() * 1024L,
            PwHash.Alg.PWHASH_ALG_ARGON2ID13.getValue()
        });
        if (failed != 0) {
            // Out of memory: an attempt that was not compared must not count as wrong.
            throw new UnavailableException("hashing", RETRY_AFTER, null);
        }
        return tag;
    }
}
