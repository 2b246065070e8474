package io.gatehouse.password;

import static io.gatehouse.password.Rejection.COMPROMISED;
import static io.gatehouse.password.Rejection.CONTAINS_IDENTITY;
import static io.gatehouse.password.Rejection.REUSED;
import static io.gatehouse.password.Rejection.TOO_LONG;
import static io.gatehouse.password.Rejection.TOO_SHORT;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.admin.EmailAddress;
import io.gatehouse.platform.Randomness;
import io.gatehouse.testing.TestKeys;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordPolicyTest {
    private static final String FINE = "correct horse battery staple";

    private static final PasswordHasher HASHER = new PasswordHasher(
            new BouncyCastleArgon2id(),
            new HashingQueue(new SimpleMeterRegistry()),
            TestKeys.of("0123456789abcdef0123456789abcdef"),
            new Randomness());
    private static final PasswordPolicy POLICY = new PasswordPolicy(new GuessingEffort(new CommonPasswords()), HASHER);

    private List<Rejection> check(String candidate) {
        return POLICY.check(candidate, context(15, Optional.empty()));
    }

    private static PasswordContext context(int minLength, Optional<String> currentHash) {
        return new PasswordContext(
                minLength,
                new EmailAddress("ada.lovelace@analytical-engine.example"),
                "Ada King Lovelace",
                "west-wing",
                "Babbage & Söhne",
                currentHash);
    }

    @Nested
    class Length {
        /** Fifteen signs nobody finds on a list, each outside the Basic Multilingual Plane. */
        private static final String FIFTEEN_EMOJI = "🦊🪁🧊🪛🫐🦤🧿🪗🫖🦚🪃🧶🪩🫧🦥";

        @Test
        void fourteen_characters_are_too_short_and_fifteen_are_not() {
            assertThat(check("vK7pXq2mRw9tZb")).containsExactly(TOO_SHORT);
            assertThat(check("vK7pXq2mRw9tZbd")).isEmpty();
        }

        @Test
        void a_realm_can_ask_for_more_but_not_for_less() {
            assertThat(POLICY.check("vK7pXq2mRw9tZbd", context(16, Optional.empty())))
                    .containsExactly(TOO_SHORT);
            assertThat(POLICY.check("vK7pXq2mRw9tZb", context(8, Optional.empty())))
                    .containsExactly(TOO_SHORT);
        }

        @Test
        void a_hundred_and_twenty_eight_characters_are_taken_and_one_more_is_not() {
            String longest = (FINE + " ").repeat(5).substring(0, 127) + "x";
            assertThat(longest).hasSize(128);
            assertThat(check(longest)).isEmpty();
            assertThat(check(longest + "y")).containsExactly(TOO_LONG);
        }

        @Test
        void a_flood_is_too_long_whatever_it_is() {
            assertThat(check("a".repeat(1_000_000))).containsExactly(TOO_LONG);
        }

        @Test
        void a_surrogate_pair_counts_once() {
            assertThat(FIFTEEN_EMOJI).hasSize(30);
            assertThat(check(FIFTEEN_EMOJI)).isEmpty();
            assertThat(check(FIFTEEN_EMOJI.substring(2))).containsExactly(TOO_SHORT);
        }

        @Test
        void a_letter_with_its_combining_mark_counts_once() {
            String fourteen = "vK7pXq2mRw9tZu\u0308";
            assertThat(fourteen).hasSize(15);
            assertThat(check(fourteen)).containsExactly(TOO_SHORT);
        }

        @Test
        void a_letter_of_four_code_points_counts_once() {
            String one = "\u03B1\u0313\u0300\u0345";
            assertThat(check((FINE + FINE).substring(0, 50) + one.repeat(78))).doesNotContain(TOO_LONG);
            assertThat(check((FINE + FINE).substring(0, 50) + one.repeat(79))).containsExactly(TOO_LONG);
        }

        @Test
        void nothing_is_too_short() {
            assertThat(check("")).contains(TOO_SHORT);
        }
    }

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
    void is_content_with(String candidate) {
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
    void finds_compromised(String candidate) {
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
    void finds_too_little_beside_names_in(String candidate) {
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
    void forgives_a_name_in(String candidate) {
        assertThat(check(candidate)).isEmpty();
    }

    @Test
    void names_mean_nothing_to_strangers() {
        var stranger = new PasswordContext(
                15, new EmailAddress("grace@navy.example"), "Grace Hopper", "deck", "The Deck", Optional.empty());
        assertThat(POLICY.check("analyticalengine teapot mo", stranger)).isEmpty();
        assertThat(check("analyticalengine teapot mo")).containsExactly(CONTAINS_IDENTITY);
    }

    @Nested
    class TheCurrentPassword {
        private final PasswordContext context = context(15, Optional.of(HASHER.hash("vi\u00F6lin teapot mountain")));

        @Test
        void is_not_taken_again() {
            assertThat(POLICY.check("vi\u00F6lin teapot mountain", context)).containsExactly(REUSED);
        }

        @Test
        void is_known_again_in_its_other_normal_form() {
            assertThat(POLICY.check("vio\u0308lin teapot mountain", context)).containsExactly(REUSED);
        }

        @Test
        void does_not_rule_out_its_like() {
            assertThat(POLICY.check("Vi\u00F6lin teapot mountain", context)).isEmpty();
        }
    }

    @Test
    void says_everything_that_is_wrong_at_once() {
        assertThat(check("gatehouse1")).containsExactly(TOO_SHORT, COMPROMISED, CONTAINS_IDENTITY);
    }

    @Test
    void has_names_on_the_wire() {
        assertThat(Rejection.values())
                .extracting(Rejection::wire)
                .containsExactly("too_short", "too_long", "compromised", "contains_identity", "reused");
    }
}
