package io.gatehouse.kernel.redis;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A Lua script, stored in the package of the class that runs it. */
public record RedisScript(String text, String sha1) {

    /** Reads the script with that file name from the owner's package. */
    public static RedisScript beside(Class<?> owner, String file) {
        try (InputStream stream = owner.getResourceAsStream(file)) {
            if (stream == null) {
                throw new IllegalStateException("No script " + file + " beside " + owner.getName());
            }
            byte[] text = stream.readAllBytes();
            String sha1 =
                    HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(text));
            return new RedisScript(new String(text, StandardCharsets.UTF_8), sha1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
