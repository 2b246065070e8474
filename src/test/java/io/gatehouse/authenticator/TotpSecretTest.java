package io.gatehouse.authenticator;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.kernel.crypto.Randomness;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TotpSecretTest {
    /** "12345678901234567890", the secret of RFC 6238, appendix B. */
    private static final TotpSecret OF_THE_RFC = new TotpSecret("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");

    @ParameterizedTest
    @CsvSource({
        "59, 287082",
        "1111111109, 081804",
        "1111111111, 050471",
        "1234567890, 005924",
        "2000000000, 279037",
        "20000000000, 353130"
    })
    void the_codes_are_those_of_rfc_6238(long seconds, String code) {
        assertThat(OF_THE_RFC.findStep(code, Instant.ofEpochSecond(seconds))).hasValue(seconds / 30);
    }

    @Test
    void a_secret_has_160_random_bits() {
        String secret = TotpSecret.random(new Randomness()).base32();
        assertThat(secret)
                .matches("[A-Z2-7]{32}")
                .isNotEqualTo(TotpSecret.random(new Randomness()).base32());
    }

    @Test
    void the_uri_names_issuer_and_account_whatever_their_characters() {
        assertThat(OF_THE_RFC.uri("Acme & Söhne: 100%", "ada+x@example.com"))
                .isEqualTo("otpauth://totp/Acme%20%26%20S%C3%B6hne%3A%20100%25:ada%2Bx%40example.com"
                        + "?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Acme%20%26%20S%C3%B6hne%3A%20100%25"
                        + "&algorithm=SHA1&digits=6&period=30");
    }

    @Test
    void the_qr_code_is_one_image_without_script_or_style() {
        String longest = "x".repeat(64);
        String svg = TotpEnrollment.of(
                        UUID.randomUUID(), OF_THE_RFC, longest, longest + "@" + "y".repeat(180) + ".example")
                .qr();
        assertThat(svg)
                .startsWith("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 ")
                .endsWith("</svg>")
                .doesNotContain("style", "script", "href")
                .containsOnlyOnce("<path d=\"M4 4h1v1h-1z");
    }
}
