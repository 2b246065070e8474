package io.gatehouse.password;

import java.security.MessageDigest;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A stored password hash, as a PHC string: {@code $argon2id$v=19$m=19456,t=2,p=1,keyid=…$salt$tag}.
 *
 * @param memoryKib memory in KiB
 * @param passes iterations
 * @param pepper id of the pepper key
 */
record PasswordHash(int memoryKib, int passes, String pepper, byte[] salt, byte[] tag) {
    static final int SALT_BYTES = 16;
    static final int TAG_BYTES = 32;
    private static final int MEMORY_KIB = 19456;
    private static final int PASSES = 2;

    private static final Pattern PHC = Pattern.compile(
            "\\$argon2id\\$v=19\\$m=(\\d{1,7}),t=(\\d{1,3}),p=1,keyid=([A-Za-z0-9]{1,11})\\$([A-Za-z0-9+/]+)\\$([A-Za-z0-9+/]+)");

    /** Creates a hash with the current parameters. */
    static PasswordHash current(String pepper, byte[] salt, byte[] tag) {
        return new PasswordHash(MEMORY_KIB, PASSES, pepper, salt, tag);
    }

    static PasswordHash parse(String phc) {
        Matcher matcher = PHC.matcher(phc);
        if (!matcher.matches()) {
            throw new IllegalStateException("A stored password hash is not of a known form");
        }
        Base64.Decoder base64 = Base64.getDecoder();
        return new PasswordHash(
                Integer.parseInt(matcher.group(1)),
                Integer.parseInt(matcher.group(2)),
                matcher.group(3),
                base64.decode(matcher.group(4)),
                base64.decode(matcher.group(5)));
    }

    boolean isCurrent(String currentPepper) {
        return memoryKib == MEMORY_KIB && passes == PASSES && pepper.equals(currentPepper);
    }

    boolean hasTag(byte[] computed) {
        return MessageDigest.isEqual(tag, computed);
    }

    String toPhcString() {
        Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
        return "$argon2id$v=19$m=" + memoryKib + ",t=" + passes + ",p=1,keyid=" + pepper + "$"
                + base64.encodeToString(salt) + "$" + base64.encodeToString(tag);
    }
}
