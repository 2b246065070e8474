package io.gatehouse.kernel.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class HkdfTest {
    private static final HexFormat HEX = HexFormat.of();
    private static final byte[] INPUT_KEY = HEX.parseHex("0b".repeat(22));

    @Test
    void derives_as_in_test_case_3_of_rfc_5869() {
        assertThat(HEX.formatHex(Hkdf.derive(INPUT_KEY, new byte[0], 42)))
                .isEqualTo("8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8");
    }

    @Test
    void derives_the_keys_that_sealed_data_of_earlier_builds_needs() {
        byte[] info = "gatehouse/PEPPER".getBytes(StandardCharsets.UTF_8);
        assertThat(HEX.formatHex(Hkdf.derive(INPUT_KEY, info, 32)))
                .isEqualTo("9e8798b7c267a2b075c42ce7a3db0619de76367deec2b97ead507866a6c8ee0d");
        assertThat(HEX.formatHex(Hkdf.derive(INPUT_KEY, info, 4))).isEqualTo("9e8798b7");
    }
}
