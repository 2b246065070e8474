package io.gatehouse.password;

import io.gatehouse.kernel.crypto.Digests;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;

/**
 * The commonest passwords and their like, as a Bloom filter over their skeletons, read when it is first asked.
 *
 * <p>It never misses one it was built of, and takes about one in a hundred million others for common (measured): one check asks
 * hundreds of times; made and described by
 * {@code tools/common-passwords}.
 */
@Singleton
class CommonPasswords {
    /** Shorter ones are not in it: as a part of a longer password they are no easier to guess than any other letters. */
    static final int SHORTEST = 4;

    static final int LONGEST = 32;

    /** With 40 bits an entry, the number that makes the fewest errors. */
    private static final int PROBES = 28;

    private static final String RESOURCE = "common-passwords.bloom";

    private final byte[] bits;

    CommonPasswords() {
        this(read());
    }

    private CommonPasswords(byte[] bits) {
        this.bits = bits;
    }

    /** An empty one of that many bytes. */
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
