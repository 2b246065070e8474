package io.gatehouse.authenticator;

import io.gatehouse.kernel.crypto.Randomness;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.util.encoders.Base32;

/**
 * The secret of an authenticator app, and its codes by RFC 6238: HMAC-SHA-1, 6 digits, steps of 30 seconds, which are what
 * every app supports.
 *
 * @param base32 160 random bits, as people enter them in an app that cannot scan
 */
record TotpSecret(String base32) {
    private static final String MAC = "HmacSHA1";
    private static final int BYTES = 20;
    private static final int DIGITS = 6;
    private static final int MODULUS = 1_000_000;
    private static final Duration STEP = Duration.ofSeconds(30);
    /** How many steps the clock of a phone may be slow or fast. */
    private static final int TOLERANCE = 1;

    static TotpSecret random(Randomness randomness) {
        return new TotpSecret(Base32.toBase32String(randomness.bytes(BYTES)));
    }

    /** Returns the step whose code that is, among the present one and its neighbours, or empty if it is none of theirs. */
    OptionalLong findStep(String code, Instant now) {
        long present = now.getEpochSecond() / STEP.toSeconds();
        byte[] entered = code.getBytes(StandardCharsets.UTF_8);
        // All are compared, so that the time taken tells nothing.
        long[] matching = LongStream.rangeClosed(present - TOLERANCE, present + TOLERANCE)
                .filter(step -> MessageDigest.isEqual(code(step).getBytes(StandardCharsets.UTF_8), entered))
                .toArray();
        return LongStream.of(matching).max();
    }

    private String code(long step) {
        try {
            Mac mac = Mac.getInstance(MAC);
            mac.init(new SecretKeySpec(Base32.decode(base32), MAC));
            byte[] hash =
                    mac.doFinal(ByteBuffer.allocate(Long.BYTES).putLong(step).array());
            int offset = hash[hash.length - 1] & 0xf;
            int truncated = ByteBuffer.wrap(hash).getInt(offset) & Integer.MAX_VALUE;
            return String.format("%0" + DIGITS + "d", truncated % MODULUS);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns the URI that a QR code contains, with issuer and account as the app shows them. */
    String uri(String issuer, String account) {
        return "otpauth://totp/%s:%s?secret=%s&issuer=%s&algorithm=SHA1&digits=%d&period=%d"
                .formatted(encode(issuer), encode(account), base32, encode(issuer), DIGITS, STEP.toSeconds());
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** Returns a text without the secret. */
    @Override
    public String toString() {
        return "TotpSecret[…]";
    }
}
