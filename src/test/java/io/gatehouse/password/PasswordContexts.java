package io.gatehouse.password;

import io.gatehouse.administrator.EmailAddress;
import io.gatehouse.kernel.crypto.Randomness;
import io.gatehouse.testing.TestKeys;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.Optional;

/** The context of an administrator that chooses a password. */
final class PasswordContexts {
    static final PasswordHasher HASHER = new PasswordHasher(
            new BouncyCastleArgon2id(), new HashingQueue(new SimpleMeterRegistry()), TestKeys.any(), new Randomness());
    static final PasswordPolicy POLICY = new PasswordPolicy(new GuessingEffort(new CommonPasswords()), HASHER);

    private PasswordContexts() {}

    /** Returns the rejections of a password in that context with the shortest minimum length. */
    static List<Rejection> check(String candidate) {
        return POLICY.check(candidate, context(15, Optional.empty()));
    }

    static PasswordContext context(int minLength, Optional<String> currentHash) {
        return new PasswordContext(
                minLength,
                new EmailAddress("ada.lovelace@analytical-engine.example"),
                "Ada King Lovelace",
                "west-wing",
                "Babbage & Söhne",
                currentHash);
    }
}
