package io.gatehouse.password;

import io.gatehouse.kernel.crypto.Randomness;
import io.gatehouse.password.PasswordHasher.PasswordHash;
import io.gatehouse.ratelimit.PasswordAttemptsFakes;
import io.gatehouse.testing.Fakes;
import io.gatehouse.testing.TestKeys;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The services of this package, with a fast hash in place of Argon2id. */
public final class PasswordFakes {
    private static final GuessingEffort EFFORT = new GuessingEffort(new CommonPasswords());

    private Runnable whileHashing = () -> {};

    public final PasswordHasher hasher = new PasswordHasher(
            this::hash, new HashingQueue(new SimpleMeterRegistry()), TestKeys.any(), new Randomness());
    public final PasswordPolicy policy = new PasswordPolicy(EFFORT, hasher);
    public final PasswordAttemptsFakes attempts;
    public final PasswordVerifier verifier;

    public PasswordFakes(Fakes fakes) {
        attempts = new PasswordAttemptsFakes(fakes);
        verifier = new PasswordVerifier(
                attempts.attempts,
                fakes.sessions.trustedBrowsers,
                fakes.administrators,
                hasher,
                fakes.audit.log,
                fakes.clock,
                fakes.transactions);
    }

    /** Runs the code during each further hash, as another request might. */
    public void whileHashing(Runnable code) {
        whileHashing = code;
    }

    private byte[] hash(byte[] input, PasswordHash parameters) {
        whileHashing.run();
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(parameters.salt());
            return digest.digest(input);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
