package io.gatehouse.platform.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names behind a colon are parameters, wherever PostgreSQL would take one. */
class StatementTextTest {

    @Test
    void names_become_question_marks_in_their_order() {
        assertParsed(
                "update thing set label = :label where (id,version)=(:id,:version_2)",
                "update thing set label = ? where (id,version)=(?,?)",
                "label",
                "id",
                "version_2");
    }

    @Test
    void a_name_that_comes_twice_is_given_twice() {
        assertParsed("select :now, :realm, :now", "select ?, ?, ?", "now", "realm", "now");
    }

    @Test
    void one_name_may_begin_like_another() {
        assertParsed("select :a + :ab", "select ? + ?", "a", "ab");
    }

    @Test
    void a_name_may_be_all_or_the_last_there_is() {
        assertParsed(":id", "?", "id");
        assertParsed("select 1 where id =\n    :id", "select 1 where id =\n    ?", "id");
    }

    @Test
    void a_text_without_names_stays_as_it_is() {
        assertParsed("select count(*) from thing", "select count(*) from thing");
    }

    @Test
    void casts_are_passed_over() {
        assertParsed("select label::text, :id::uuid", "select label::text, ?::uuid", "id");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"'a'", "':no'", "'12:30'", "'a::b'", "''", "'it''s :no'", "''':no'", "'$1 \\ :no'", "'\n:no'"})
    void literals_are_passed_over(String literal) {
        assertParsed(
                "select :before, " + literal + ", :between, " + literal + ", :after",
                "select ?, " + literal + ", ?, " + literal + ", ?",
                "before",
                "between",
                "after");
        assertParsed("select :label||" + literal, "select ?||" + literal, "label");
    }

    @Test
    void a_colon_before_a_number_is_no_name() {
        assertParsed("select tags[1:2]", "select tags[1:2]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"select label from thing where id = ?", "select details ? :key", "select 'why?'"})
    void question_marks_are_refused(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> StatementText.parse(text))
                .withMessageContaining(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select * from thing",
                "select t.* from thing t",
                "select\n* from thing",
                "delete from thing returning *"
            })
    void columns_are_named(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> StatementText.parse(text))
                .withMessageContaining(text);
    }

    @Test
    void rows_are_counted() {
        assertParsed("select count(*), 2 * 3 from thing", "select count(*), 2 * 3 from thing");
    }

    private static void assertParsed(String text, String jdbc, String... names) {
        StatementText parsed = StatementText.parse(text);
        assertThat(parsed.jdbc()).isEqualTo(jdbc);
        assertThat(parsed.names()).containsExactly(names);
    }
}
