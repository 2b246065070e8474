package io.gatehouse.kernel.redis;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A Lua script, stored in the package of the class that runs it. It does nothing if Redis runs it after its deadline,
 * which {@link RedisClient} adds as the last argument.
 */
public record RedisScript(String text, String sha1) {
    /** First value of the reply of a script that came too late; the second is Redis' time in milliseconds. */
    static final String LATE = "LATE";

    private static final String DEADLINE = """
            local time = redis.call('TIME')
            local millis = time[1] * 1000 + math.floor(time[2] / 1000)
            if millis > tonumber(ARGV[#ARGV]) then
              return {'%s', string.format('%%.0f', millis)}
            end
            """.formatted(LATE);

    /** Reads the script with that file name from the owner's package. */
    public static RedisScript beside(Class<?> owner, String file) {
        try (InputStream stream = owner.getResourceAsStream(file)) {
            if (stream == null) {
                throw new IllegalStateException("No script " + file + " beside " + owner.getName());
            }
            return of(new String(stream.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the script with that text. */
    static RedisScript of(String text) {
        String whole = DEADLINE + text;
        try {
            byte[] digest = MessageDigest.getInstance("SHA-1").digest(whole.getBytes(StandardCharsets.UTF_8));
            return new RedisScript(whole, HexFormat.of().formatHex(digest));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
