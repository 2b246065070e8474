package io.gatehouse.delivery.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeUtility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeaderTextTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Plain",
                "a\r\nBcc: x@evil.example",
                "a\nb",
                "a\rb",
                "\u010A\u010D\u560A\u560D嘊Bcc: x",
                "東京上下東京上下東京上下東京上下東京上下東京上下東京上下",
                "😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀",
                "=?UTF-8?Q?=0D=0ABcc:_x?=",
                "a\u0000b\u007F\u0085",
                "Bad \"quotes\" <and@angles.example>, more"
            })
    void is_printable_ascii_that_reads_the_same(String text) throws Exception {
        String encoded = HeaderText.encode(text);
        assertThat(encoded).matches("[ -~]*");
        assertThat(MimeUtility.decodeText(encoded)).isEqualTo(text);
        assertThat(encoded.split(" "))
                .allSatisfy(word -> assertThat(word.length()).isLessThanOrEqualTo(75));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Acme",
                "a\r\nBcc: x@evil.example",
                "\u560ABcc: x",
                "Acme\" <ceo@evil.example>, \"",
                "\\",
                "a, b; c: (d)",
                "=?UTF-8?Q?x?="
            })
    void a_display_name_never_changes_the_address(String name) throws Exception {
        String mailbox = HeaderText.mailbox(name, "gatehouse@example.com");
        assertThat(mailbox).matches("[ -~]*");
        InternetAddress[] parsed = InternetAddress.parse(mailbox);
        assertThat(parsed).hasSize(1);
        assertThat(parsed[0].getAddress()).isEqualTo("gatehouse@example.com");
    }

    @Test
    void an_address_with_a_line_break_is_refused_and_not_repeated() {
        for (String address : new String[] {"a@b.example\r\nBcc: c@d.example", "a@b.example\u560A"}) {
            assertThatThrownBy(() -> HeaderText.mailbox("Acme", address))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageNotContaining("example");
        }
    }
}
