package io.gatehouse.web.form;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.kernel.redis.RedisFakes;
import io.gatehouse.testing.TestClock;
import io.gatehouse.web.form.EqualPosts.Answer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EqualPostsTest {
    private static final Answer REDIRECT = new Answer(303, Map.of("Location", List.of("/next")), Optional.empty());

    private final TestClock clock = TestClock.stopped();
    private final EqualPosts posts = new EqualPosts(RedisFakes.flows(clock), null, null);

    @Test
    void only_the_first_post_is_handled() {
        assertThat(posts.claim("one")).isEmpty();
        assertThat(posts.claim("one"))
                .hasValueSatisfying(answer -> assertThat(answer.underWay()).isTrue());
        assertThat(posts.claim("other")).isEmpty();

        posts.answer(Set.of("one"), REDIRECT);

        assertThat(posts.claim("one")).hasValue(REDIRECT);
    }

    @Test
    void a_later_post_is_handled() {
        posts.claim("one");
        posts.answer(Set.of("one"), REDIRECT);
        clock.advance(EqualPosts.WINDOW);

        assertThat(posts.claim("one")).isEmpty();
    }

    @Test
    void a_post_during_a_long_first_one_is_not_handled() {
        posts.claim("one");
        clock.advance(EqualPosts.LONGEST.minusSeconds(1));
        assertThat(posts.claim("one"))
                .hasValueSatisfying(answer -> assertThat(answer.underWay()).isTrue());

        posts.answer(Set.of("one"), REDIRECT);
        clock.advance(EqualPosts.WINDOW.minusSeconds(1));

        assertThat(posts.claim("one")).hasValue(REDIRECT);
    }

    @Test
    void a_post_with_the_cookies_of_the_answer_gets_it_too() {
        posts.claim("one");
        posts.answer(Set.of("one", "one with its cookies"), REDIRECT);

        assertThat(posts.claim("one with its cookies")).hasValue(REDIRECT);
    }

    @Test
    void a_post_after_a_failed_one_is_handled() {
        posts.claim("one");
        posts.release("one");

        assertThat(posts.claim("one")).isEmpty();
    }
}
