package io.gatehouse.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.generators.HKDFBytesGenerator;
import org.bouncycastle.crypto.params.HKDFParameters;
import org.junit.jupiter.api.Test;

class HkdfTest {
    private static final byte[] INPUT_KEY = new byte[22];

    static {
        Arrays.fill(INPUT_KEY, (byte) 0x0b);
    }

    @Test
    void derives_as_in_the_third_test_case_of_the_standard() {
        assertThat(HexFormat.of().formatHex(Hkdf.derive(INPUT_KEY, new byte[0], 32)))
                .isEqualTo("8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d");
    }

    @Test
    void takes_the_purpose_in_as_another_implementation_does() {
        byte[] info = "gatehouse/PEPPER".getBytes(StandardCharsets.UTF_8);
        var other = new HKDFBytesGenerator(new SHA256Digest());
        other.init(new HKDFParameters(INPUT_KEY, null, info));
        byte[] expected = new byte[20];
        other.generateBytes(expected, 0, expected.length);

        assertThat(Hkdf.derive(INPUT_KEY, info, 20)).isEqualTo(expected);
    }

    @Test
    void refuses_what_one_block_cannot_give() {
        assertThatThrownBy(() -> Hkdf.derive(INPUT_KEY, new byte[0], 33)).isInstanceOf(IllegalArgumentException.class);
    }
}
