package io.gatehouse.administrator;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.kernel.crypto.Randomness;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecoveryCodeTest {
    private static final RecoveryCode CODE = new RecoveryCode("0123ABCD1JKM0VWZ");

    @Test
    void is_formatted_in_four_groups() {
        assertThat(CODE.formatted()).isEqualTo("0123-ABCD-1JKM-0VWZ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0123-ABCD-1JKM-0VWZ",
                "0123ABCD1JKM0VWZ",
                "0123-abcd-1jkm-0vwz",
                " 0123 abcd 1jkm 0vwz\n",
                "O123-ABCD-IJKM-oVWZ",
                "ol23-abcd-ijkm-ovwz",
                "0123\u2013ABCD\u2014IJKM\u20110VWZ",
                "0123\u00A0ABCD\u200B1JKM\uFEFF0VWZ",
                "０１２３ＡＢＣＤ１ＪＫＭ０ＶＷＺ",
                "0123_ABCD.1JKM_0VWZ",
            })
    void is_read_in_all_typed_forms(String typed) {
        assertThat(RecoveryCode.parse(typed)).contains(CODE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-",
                "482139",
                "0123-ABCD-1JKM-0VW",
                "0123-ABCD-1JKM-0VWZ0",
                "0123-ABCD-1JKM-0VWU",
                "0123-ABCD-1JKM-0VW\u0417",
                "0123-ABCD-1JKM-0VWZ'--",
                "٠١٢٣ABCD1JKM0VWZ"
            })
    void is_not_read_from_other_text(String typed) {
        assertThat(RecoveryCode.parse(typed)).isEmpty();
    }

    @Test
    void is_not_read_from_very_long_text() {
        assertThat(RecoveryCode.parse(CODE.formatted() + " ".repeat(100))).isEmpty();
    }

    @Test
    void is_not_part_of_its_string() {
        assertThat(CODE.toString()).doesNotContain("0123").doesNotContain("VWZ");
    }

    @Test
    void uses_every_character_at_every_place() {
        var randomness = new Randomness();
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < 2000; i++) {
            String characters = RecoveryCode.random(randomness).characters();
            for (int place = 0; place < characters.length(); place++) {
                seen.add(place + ":" + characters.charAt(place));
            }
        }
        assertThat(seen).hasSize(16 * 32);
    }
}
