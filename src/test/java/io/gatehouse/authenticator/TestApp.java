package io.gatehouse.authenticator;

import com.eatthepath.otp.TimeBasedOneTimePasswordGenerator;
import java.security.InvalidKeyException;
import java.time.Instant;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.util.encoders.Base32;

/**
 * An authenticator app that generates codes by another library.
 *
 * @param secret in base32, as a person types it
 */
public record TestApp(String secret) {

    /** Returns the code that the app shows at that time. */
    public String code(Instant at) {
        var generator = new TimeBasedOneTimePasswordGenerator();
        try {
            return generator.generateOneTimePasswordString(
                    new SecretKeySpec(Base32.decode(secret), generator.getAlgorithm()), at);
        } catch (InvalidKeyException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns a code that the app shows at no time near that one. */
    public String wrongCode(Instant at) {
        int wrong = (Integer.parseInt(code(at)) + 1) % 1_000_000;
        String text = String.format("%06d", wrong);
        boolean near = text.equals(code(at.plusSeconds(30))) || text.equals(code(at.minusSeconds(30)));
        return near ? String.format("%06d", (wrong + 1) % 1_000_000) : text;
    }
}
