package io.gatehouse.administrator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MobileNumberTest {

    @ParameterizedTest
    @CsvSource({
        "DE, 0151 12345678, +4915112345678",
        "DE, (0151) 123-456-78, +4915112345678",
        "DE, 0151/12345678, +4915112345678",
        "AT, 0664 123456, +43664123456",
        "CH, 078 123 45 67, +41781234567",
        "FR, 06 12 34 56 78, +33612345678",
        "GB, 07400 123456, +447400123456",
        "IT, 312 345 6789, +393123456789",
        "ES, 612 34 56 78, +34612345678",
        "PL, 512 345 678, +48512345678",
        "IN, 081234 56789, +918123456789",
        "BR, (11) 96123-4567, +5511961234567",
        "US, (201) 555-0123, +12015550123",
        "CA, 506-234-5678, +15062345678",
        "DE, tel:0151-12345678, +4915112345678",
        "JP, 090\u20091234\u20095678, +819012345678",
        "jp, 090-1234-5678, +819012345678",
        "uk, 07400 123456, +447400123456",
        "UK, 07400 123456, +447400123456",
    })
    void is_read_in_national_notation_of_its_country(String country, String typed, String stored) {
        assertThat(MobileNumber.parse(typed, Optional.of(country))).hasValue(new MobileNumber(stored));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "+4915112345678",
                "+49 151 12345678",
                "tel:+4915112345678",
                " TEL:+49-151-12345678",
                "tel:004915112345678",
                "+49\u202F151\u202F12345678",
                "+49\u2009151\u200912345678",
                "\u00A0+49\u00A0151\u00A012345678\u202F",
                "\u202D+49 151 12345678\u202C",
                "\u200E+49 151 12345678\u200E",
                "\u200E0049 151 12345678",
                "\uFE0F+49\uFE0F 151 12345678\uFE0F",
                "+49 (151) 12345678",
                "+49 (0) 151 12345678",
                "+49.151.123.456.78",
                "+49-151-12345678",
                "  +49 151 12345678 ",
                "004915112345678",
                "00 49 151 12345678",
                "\uFF0B\uFF14\uFF19\uFF11\uFF15\uFF11\uFF11\uFF12\uFF13\uFF14\uFF15\uFF16\uFF17\uFF18",
                "+\u0664\u0669 \u0661\u0665\u0661 \u0661\u0662\u0663\u0664\u0665\u0666\u0667\u0668",
            })
    void is_read_in_any_international_notation_for_every_country(String typed) {
        Optional<MobileNumber> stored = Optional.of(new MobileNumber("+4915112345678"));
        assertThat(MobileNumber.parse(typed, Optional.empty())).isEqualTo(stored);
        assertThat(MobileNumber.parse(typed, Optional.of("US"))).isEqualTo(stored);
    }

    @ParameterizedTest
    @CsvSource({
        "DE, 030 123456, fixed line",
        "GB, 0121 234 5678, fixed line",
        "FR, 01 23 45 67 89, fixed line",
        "DE, 0900 1 123456, premium",
        "GB, 0909 879 0123, premium",
        "US, 900-234-5678, premium",
        "DE, 0800 1234567, toll-free",
        "US, 800-234-5678, toll-free",
        "GB, 056 1234 5678, voice over IP",
        "FR, 09 12 34 56 78, voice over IP",
        "GB, 070 1234 5678, personal number",
        "GB, 0844 012 3456, shared cost",
        "GB, 055 1234 5678, company number",
        "DE, 0151, too short",
        "DE, 0151 1234567890123, too long",
        "DE, 110, emergency",
        "US, 201-055-0123, no such exchange",
    })
    void is_empty_unless_it_can_receive_a_message(String country, String typed, String kind) {
        assertThat(MobileNumber.parse(typed, Optional.of(country))).as(kind).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "+",
                "00",
                "abc",
                "+49 151 12345678 ext 5",
                "+4915112345678;ext=5",
                "+49 151 12345678 x5",
                "+49 151 12345678 #5",
                "+49 151 1234KITE",
                "1-800-FLOWERS",
                "tel:",
                "tel:tel:+4915112345678",
                "mailto:+4915112345678",
                "+4915112345678\0x",
                "+4915112345678\nBody: x",
                "+999 151 12345678",
                "+4915112345678, +4915112345679",
                "+49 151 12345678                                       ",
            })
    void is_empty_with_other_characters(String typed) {
        assertThat(MobileNumber.parse(typed, Optional.of("DE"))).isEmpty();
    }

    @Test
    void needs_a_country_that_exists_for_national_notation() {
        assertThat(MobileNumber.parse("0151 12345678", Optional.empty())).isEmpty();
        assertThat(MobileNumber.parse("0151 12345678", Optional.of("XX"))).isEmpty();
        assertThat(MobileNumber.parse("0151 12345678", Optional.of(""))).isEmpty();
    }

    @Test
    void is_created_from_e164_only() {
        for (String odd :
                new String[] {"015112345678", "+49 15112345678", "+0123456789", "+491511234567890123", "+49\n"}) {
            assertThatIllegalArgumentException().isThrownBy(() -> new MobileNumber(odd));
        }
    }

    @Test
    void is_masked_except_for_country_code_and_last_two_digits() {
        assertThat(new MobileNumber("+4915112345634").hint()).isEqualTo("+49 ••• ••34");
        assertThat(new MobileNumber("+12015550123").hint()).isEqualTo("+1 ••• ••23");
    }

    @Test
    void knows_its_country_even_where_a_code_is_shared() {
        assertThat(new MobileNumber("+4915112345678").country()).isEqualTo("DE");
        assertThat(new MobileNumber("+12015550123").country()).isEqualTo("US");
        assertThat(new MobileNumber("+15062345678").country()).isEqualTo("CA");
        assertThat(new MobileNumber("+77710009998").country()).isEqualTo("KZ");
    }
}
