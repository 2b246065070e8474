package io.gatehouse.administrator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EmailAddressTest {

    @ParameterizedTest
    @CsvSource({
        "ada@example.com, ada@example.com",
        "Ada.Lovelace@Example.COM, ada.lovelace@example.com",
        "'  ada@example.com\t', ada@example.com",
        "ada+portal@sub.example.co.uk, ada+portal@sub.example.co.uk",
        "o'neil_{x}!#$%&*/=?^`|~-@example.com, o'neil_{x}!#$%&*/=?^`|~-@example.com",
        "'\u00A0ada@example.com\u00A0', ada@example.com",
        "'\u200Bada@example.com\u200B', ada@example.com",
        "'\uFEFFada@example.com\u202F \uFEFF', ada@example.com",
        "root@localhost, root@localhost",
        "ada@xn--bcher-kva.example, ada@xn--bcher-kva.example",
    })
    void is_normalized_to_its_canonical_form(String typed, String stored) {
        assertThat(EmailAddress.parse(typed)).hasValue(new EmailAddress(stored));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "ada",
                "@example.com",
                "ada@",
                "ada@@example.com",
                "ada@b@example.com",
                ".ada@example.com",
                "ada.@example.com",
                "a..da@example.com",
                "ada lovelace@example.com",
                "ada@-example.com",
                "ada@example-.com",
                "ada@example..com",
                "ada@.example.com",
                "ada@example.com.",
                "ada@exam_ple.com",
                "ada@[127.0.0.1]",
                "\"ada\"@example.com",
                "ada(comment)@example.com",
                "Ada <ada@example.com>",
                "<ada@example.com>",
                "ada@example.com,eve@example.com",
                "ada@example.com;eve@example.com",
                "ada@example.com eve@example.com",
                "mailto:ada@example.com",
            })
    void is_empty_when_malformed(String typed) {
        assertThat(EmailAddress.parse(typed)).isEmpty();
    }

    /** Each would equal {@code kit@example.com} if it were folded, normalized or truncated. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u212Ait@example.com", // Kelvin sign, lower case k
                "k\u0131t@example.com", // dotless i, upper case I
                "K\u0130T@example.com", // I with dot, lower case i and a combining dot
                "\u043Ait@example.com", // Cyrillic ka
                "\uFF4Bit@example.com", // full-width k
                "kit\uFF20example.com", // full-width at
                "kit@example\u3002com", // ideographic full stop
                "kit@exam\u00ADple.com", // soft hyphen
                "ki\u200Bt@example.com", // zero-width space
                "\u202Ekit@example.com", // right-to-left override
                "kit@e\u0301xample.com", // combining accent
                "kit@example.com\u010A", // truncates to a line feed
                "\uD835\uDCC0it@example.com", // script k, beyond the first plane
                "kit@example.com\uD83D", // half a surrogate pair
            })
    void is_empty_for_look_alikes(String typed) {
        assertThat(EmailAddress.parse(typed)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "kit@example.com\0",
                "\0kit@example.com",
                "ki\0t@example.com",
                "kit@example.com\0@example.org",
                "kit@example.com\r\nBcc: eve@example.org",
                "kit@example.com\nX: y",
                "ki\rt@example.com",
                "kit@example.com\u007F",
                "kit@example.com%0a",
            })
    void is_empty_with_control_characters(String typed) {
        assertThat(EmailAddress.parse(typed)).isEmpty();
    }

    @Test
    void is_lower_cased_independently_of_the_default_locale() {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("tr"));
        try {
            assertThat(EmailAddress.parse("KIT@EXAMPLE.COM")).hasValue(new EmailAddress("kit@example.com"));
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void has_at_most_64_characters_before_the_at_and_254_in_all() {
        String domain = ("a".repeat(60) + ".").repeat(3) + "example";
        assertThat(EmailAddress.parse("a".repeat(64) + "@example.com")).isPresent();
        assertThat(EmailAddress.parse("a".repeat(65) + "@example.com")).isEmpty();
        assertThat(EmailAddress.parse("a".repeat(254 - 1 - domain.length()) + "@" + domain))
                .isPresent();
        assertThat(EmailAddress.parse("a".repeat(255 - 1 - domain.length()) + "@" + domain))
                .isEmpty();
        assertThat(EmailAddress.parse("ada@" + "a".repeat(63) + ".com")).isPresent();
        assertThat(EmailAddress.parse("ada@" + "a".repeat(64) + ".com")).isEmpty();
    }

    @Test
    void is_created_from_its_canonical_form_only() {
        assertThatIllegalArgumentException().isThrownBy(() -> new EmailAddress("Ada@example.com"));
        assertThatIllegalArgumentException().isThrownBy(() -> new EmailAddress("ada@example.com\n"));
    }

    @Test
    void is_masked_except_for_its_first_letter_and_domain() {
        assertThat(new EmailAddress("ada@example.com").hint()).isEqualTo("a•••@example.com");
        assertThat(new EmailAddress("a@example.com").hint()).isEqualTo("a•••@example.com");
    }
}
