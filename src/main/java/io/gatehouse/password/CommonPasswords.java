package io.gatehouse.password;

import io.gatehouse.kernel.crypto.Digests;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;

/**
 * The most common passwords, as a Bloom filter over their skeletons.
 *
 * <p>It has no false negatives and about one false positive in a hundred million (measured), since one check makes
 * hundreds of lookups. Generated and described by {@code tools/common-passwords}.
 */
@Singleton
class CommonPasswords {
    /** Shorter ones are excluded: as part of a longer password they are no easier to guess than other letters. */
    static final int MIN_LENGTH = 4;

    static final int MAX_LENGTH = 32;

    /** The number with the fewest false positives at 40 bits per entry. */
    private static final int PROBES = 28;

    private static final String RESOURCE = "common-passwords.bloom";

    private final byte[] bits;

    CommonPasswords() {
        this(read());
    }

    private CommonPasswords(byte[] bits) {
        this.bits = bits;
    }

    /** Creates an empty filter of that number of bytes. */
    static CommonPasswords ofSize(int bytes) {
        return new CommonPasswords(new byte[bytes]);
    }

    boolean contains(String skeleton) {
        return probe(skeleton, false);
    }

    void add(String skeleton) {
        probe(skeleton, true);
    }

    byte[] toBytes() {
        return bits.clone();
    }

    private boolean probe(String skeleton, boolean set) {
        ByteBuffer digest = ByteBuffer.wrap(Digests.sha256(skeleton));
        long position = digest.getLong();
        long step = digest.getLong();
        for (int i = 0; i < PROBES; i++) {
            int bit = (int) Long.remainderUnsigned(position, bits.length * 8L);
            if (set) {
                bits[bit / 8] |= (byte) (1 << bit % 8);
            } else if ((bits[bit / 8] & 1 << bit % 8) == 0) {
                return false;
            }
            position += step;
        }
        return true;
    }

    private static byte[] read() {
        try (InputStream resource = CommonPasswords.class.getResourceAsStream(RESOURCE)) {
            return resource.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
