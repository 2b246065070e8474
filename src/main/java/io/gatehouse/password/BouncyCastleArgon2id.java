package io.gatehouse.password;

import io.gatehouse.password.PasswordHasher.PasswordHash;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/** Implements {@link Argon2id} in Java, for platforms without the native library. */
class BouncyCastleArgon2id implements Argon2id {

    @Override
    public byte[] hash(byte[] input, PasswordHash parameters) {
        var generator = new Argon2BytesGenerator();
        generator.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                .withMemoryAsKB(parameters.memoryKib())
                .withIterations(parameters.passes())
                .withParallelism(1)
                .withSalt(parameters.salt())
                .build());
        byte[] tag = new byte[PasswordHash.TAG_BYTES];
        generator.generateBytes(input, tag);
        return tag;
    }
}
