package io.gatehouse.web.form;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.kernel.redis.RedisFakes;
import io.gatehouse.testing.TestClock;
import io.gatehouse.web.form.EqualPosts.Answer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EqualPostsTest {
    private static final Answer REDIRECT = new Answer(303, Map.of("Location", List.of("/next")));

    private final TestClock clock = TestClock.stopped();
    private final EqualPosts posts = new EqualPosts(RedisFakes.flows(clock), null, null);

    @Test
    void only_the_first_post_is_handled() {
        assertThat(posts.claim("one")).isEmpty();
        assertThat(posts.claim("one"))
                .hasValueSatisfying(answer -> assertThat(answer.underWay()).isTrue());
        assertThat(posts.claim("other")).isEmpty();

        posts.answer("one", REDIRECT);

        assertThat(posts.claim("one")).hasValue(REDIRECT);
    }

    @Test
    void a_later_post_is_handled() {
        posts.claim("one");
        posts.answer("one", REDIRECT);
        clock.advance(EqualPosts.WINDOW);

        assertThat(posts.claim("one")).isEmpty();
    }

    @Test
    void a_post_after_a_failed_one_is_handled() {
        posts.claim("one");
        posts.release("one");

        assertThat(posts.claim("one")).isEmpty();
    }
}
