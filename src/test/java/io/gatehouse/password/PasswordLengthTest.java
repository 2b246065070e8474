package io.gatehouse.password;

import static io.gatehouse.password.PasswordContexts.POLICY;
import static io.gatehouse.password.PasswordContexts.check;
import static io.gatehouse.password.PasswordContexts.context;
import static io.gatehouse.password.Rejection.TOO_LONG;
import static io.gatehouse.password.Rejection.TOO_SHORT;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The length of a password as counted by the policy. */
class PasswordLengthTest {
    private static final String FINE = "correct horse battery staple";

    /** Fifteen characters on no list, each outside the Basic Multilingual Plane. */
    private static final String FIFTEEN_EMOJI = "🦊🪁🧊🪛🫐🦤🧿🪗🫖🦚🪃🧶🪩🫧🦥";

    @Test
    void fourteen_characters_are_too_short_and_fifteen_are_not() {
        assertThat(check("vK7pXq2mRw9tZb")).containsExactly(TOO_SHORT);
        assertThat(check("vK7pXq2mRw9tZbd")).isEmpty();
    }

    @Test
    void a_realm_can_require_more_but_not_less() {
        assertThat(POLICY.check("vK7pXq2mRw9tZbd", context(16, Optional.empty())))
                .containsExactly(TOO_SHORT);
        assertThat(POLICY.check("vK7pXq2mRw9tZb", context(8, Optional.empty()))).containsExactly(TOO_SHORT);
    }

    @Test
    void a_hundred_and_twenty_eight_characters_are_accepted_and_one_more_is_not() {
        String longest = (FINE + " ").repeat(5).substring(0, 127) + "x";
        assertThat(longest).hasSize(128);
        assertThat(check(longest)).isEmpty();
        assertThat(check(longest + "y")).containsExactly(TOO_LONG);
    }

    @Test
    void a_very_long_text_is_too_long() {
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
    void empty_is_too_short() {
        assertThat(check("")).contains(TOO_SHORT);
    }
}
