package io.gatehouse.password;

import static io.gatehouse.password.PasswordContexts.HASHER;
import static io.gatehouse.password.PasswordContexts.POLICY;
import static io.gatehouse.password.PasswordContexts.check;
import static io.gatehouse.password.PasswordContexts.context;
import static io.gatehouse.password.Rejection.COMPROMISED;
import static io.gatehouse.password.Rejection.CONTAINS_IDENTITY;
import static io.gatehouse.password.Rejection.REUSED;
import static io.gatehouse.password.Rejection.TOO_SHORT;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.administrator.EmailAddress;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Accepted and rejected passwords of words, sequences and names. */
class PasswordPolicyTest {
    private static final String FINE = "correct horse battery staple";

    @ParameterizedTest
    @ValueSource(
            strings = {
                FINE,
                "Correct Horse Battery Staple",
                "correct-horse-battery-staple",
                "violin teapot mountain",
                "violin-teapot-mountain",
                "window carpet lemon engine",
                "Der Mond ist aufgegangen",
                "le chat boit du lait froid",
                "my aunt keeps bees in Kraków",
                "eleven purple hippos waltzed",
                "рыжая лиса жуёт морковку",
                "μια αλεπού τρώει καρότα",
                "今日は雨が降っているので家で本を読みます",
                "vK7pXq2mRw9tZbd",
                "x7#Kp2!mQ9$vL4z&",
                "hzpvkwqtnrjdbxm",
                "849302716358204",
                "tq9-mfw-2xk-7pz-hh4",
                "6f1b0a7e-93c4-4d58-b2aa-0e7719c35d84",
                "   vK7pXq2mRw9tZb",
                "🦊 fox 🪁 kite 🧊 ice 🪛 tool",
                "{\"violin\":[\"teapot\",\"moss\"]}",
                "rutabaga!!sextant!!gherkin"
            })
    void accepts(String candidate) {
        assertThat(check(candidate)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Password1234567!",
                "passwordpassword",
                "PasswordPassword1",
                "letmein123letmein",
                "P@ssw0rdP@ssw0rd",
                "p4$$w0rdp4$$w0rd!",
                "drowssapdrowssap",
                "passworddrowssap",
                "ｐａｓｓｗｏｒｄｐａｓｓｗｏｒｄ",
                "𝐩𝐚𝐬𝐬𝐰𝐨𝐫𝐝𝐩𝐚𝐬𝐬𝐰𝐨𝐫𝐝",
                "pásswörd pásswörd",
                "p\u0301assword-password",
                "  password  password  ",
                "password_password_password",
                "!!!!!!!password!!!!!!!",
                "1234567password1234567",
                "iloveyouiloveyou",
                "sunshine-sunshine-2024",
                "Summer2024Winter2025",
                "dragonmonkey12345",
                "monkey dragon 2024",
                "administrator123",
                "aaaaaaaaaaaaaaaa",
                "aaaaaaaabbbbbbbb",
                "AAAAaaaaAAAAaaaa",
                "abcabcabcabcabc",
                "xkqxkqxkqxkqxkqxkq",
                "ababababababababab",
                "...............................",
                "               ",
                "123456789012345",
                "1234567890987654321",
                "000000000000000",
                "111222333444555",
                "11223344556677889900",
                "135791357913579",
                "qwertyuiopasdfgh",
                "qwertyuiopqwertyuiop",
                "poiuytrewqpoiuytrewq",
                "qwertzuiopasdfgh",
                "azertyuiopqsdfgh",
                "1qaz2wsx3edc4rfv",
                "!QAZ@WSX#EDC$RFV",
                "1q2w3e4r5t6y7u8i",
                "qweasdzxcqweasdzxc",
                "!@#$%^&*()!@#$%",
                "йцукенгшщзхъфыва",
                "abcdefghijklmno",
                "zyxwvutsrqponml",
                "abcdefghabcdefgh",
                "a1b2c3d4e5f6g7h8",
                "aabbccddeeffgghh",
                "Qwerty1234567890",
                "correcthorsebatterystaple",
                "thisismypassword"
            })
    void rejects_as_compromised(String candidate) {
        assertThat(check(candidate)).containsExactly(COMPROMISED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ada.lovelace@analytical-engine.example",
                "AdaLovelace-kQ7x2",
                "Lovelace Ada King 1815",
                "ecalevol-ecalevol-kQ",
                "analytical-engine.example1",
                "analyticalengine teapot",
                "west-wing teapot 42",
                "W3stW1ng-violin-xy",
                "Babbage Soehne Babbage Söhne",
                "babbageSÖHNE-teapot",
                "Gatehouse teapot 2024!",
                "gatehouse-lovelace-kQ7"
            })
    void rejects_as_containing_identity(String candidate) {
        assertThat(check(candidate)).contains(CONTAINS_IDENTITY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "lovelace violin teapot mountain",
                "gatehouse-vK7pXq2mRw9t",
                "violin teapot mountain west",
                "the king of violin mountain teapots"
            })
    void accepts_a_name_with_enough_other_text(String candidate) {
        assertThat(check(candidate)).isEmpty();
    }

    @Test
    void accepts_the_names_of_others() {
        var stranger = new PasswordContext(
                15, new EmailAddress("grace@navy.example"), "Grace Hopper", "deck", "The Deck", Optional.empty());
        assertThat(POLICY.check("analyticalengine teapot mo", stranger)).isEmpty();
        assertThat(check("analyticalengine teapot mo")).containsExactly(CONTAINS_IDENTITY);
    }

    @Nested
    class TheCurrentPassword {
        private final PasswordContext context = context(15, Optional.of(HASHER.hash("vi\u00F6lin teapot mountain")));

        @Test
        void rejects_the_current_password() {
            assertThat(POLICY.check("vi\u00F6lin teapot mountain", context)).containsExactly(REUSED);
        }

        @Test
        void rejects_the_current_password_in_another_normal_form() {
            assertThat(POLICY.check("vio\u0308lin teapot mountain", context)).containsExactly(REUSED);
        }

        @Test
        void accepts_a_password_similar_to_the_current_one() {
            assertThat(POLICY.check("Vi\u00F6lin teapot mountain", context)).isEmpty();
        }
    }

    @Test
    void reports_all_reasons_at_once() {
        assertThat(check("gatehouse1")).containsExactly(TOO_SHORT, COMPROMISED, CONTAINS_IDENTITY);
    }

    @Test
    void rejections_have_wire_names() {
        assertThat(Rejection.values())
                .extracting(Rejection::wireName)
                .containsExactly("too_short", "too_long", "compromised", "contains_identity", "reused");
    }
}
