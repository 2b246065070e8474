package io.gatehouse.password;

import io.gatehouse.kernel.crypto.Randomness;
import io.gatehouse.testing.TestKeys;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Optional;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Measures the verification of a password by either implementation. */
@State(Scope.Benchmark)
public class PasswordBenchmark {
    private static final String PASSWORD = "violet harbour ladder quartz";

    private final PasswordHasher libsodium = hasher(new SodiumArgon2id());
    private final PasswordHasher bouncyCastle = hasher(new BouncyCastleArgon2id());
    private final Optional<String> stored = Optional.of(libsodium.hash(PASSWORD));

    private static PasswordHasher hasher(Argon2id implementation) {
        return new PasswordHasher(
                implementation, new HashingQueue(new SimpleMeterRegistry()), TestKeys.any(), new Randomness());
    }

    @Benchmark
    public boolean libsodium() {
        return libsodium.verify(PASSWORD, stored).matches();
    }

    @Benchmark
    public boolean bouncyCastle() {
        return bouncyCastle.verify(PASSWORD, stored).matches();
    }
}
