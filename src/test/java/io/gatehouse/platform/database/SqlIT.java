package io.gatehouse.platform.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.gatehouse.platform.Outage;
import io.gatehouse.testing.Database;
import io.gatehouse.testing.GatehouseTest;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Statements on PostgreSQL itself, in transactions and without, and how they fail. */
@GatehouseTest
class SqlIT {
    @Inject
    Sql sql;

    @Inject
    Database database;

    @BeforeEach
    void createTable() {
        database.execute("create table thing (label text, pieces integer, done boolean)");
    }

    @AfterEach
    void dropTable() {
        database.execute("drop table thing");
    }

    @Test
    void rows_come_in_order_and_changes_are_counted() {
        for (int i = 3; i > 0; i--) {
            assertThat(sql.statement("insert into thing (label, pieces) values (:label, :pieces)")
                            .with(Map.of("label", "thing " + i, "pieces", i))
                            .update())
                    .isEqualTo(1);
        }
        SqlStatement all = sql.statement("select label from thing order by pieces");

        assertThat(all.<String>list(row -> row.text("label"))).containsExactly("thing 1", "thing 2", "thing 3");
        assertThat(all.<String>first(row -> row.text("label"))).contains("thing 1");
        assertThat(sql.statement("update thing set done = true where pieces > :pieces and pieces < :pieces + 5")
                        .with("pieces", 1)
                        .update())
                .isEqualTo(2);
        assertThat(sql.statement("delete from thing where done returning label").<String>list(row -> row.text("label")))
                .containsExactlyInAnyOrder("thing 2", "thing 3");
        SqlStatement none = sql.statement("select label from thing where done");
        assertThat(none.<String>list(row -> row.text("label"))).isEmpty();
        assertThat(none.<String>first(row -> row.text("label"))).isEmpty();
    }

    @Test
    void a_change_is_undone_with_the_transaction_around_it() {
        undone(() -> {
            long connection = connection();
            insert("undone");
            assertThat(connection()).isEqualTo(connection);
            assertThat(things()).isEqualTo(1);
        });

        assertThat(things()).isZero();
    }

    @Test
    void a_change_is_there_once_the_transaction_around_it_ends() {
        QuarkusTransaction.requiringNew().run(() -> {
            insert("kept");
            assertThat(QuarkusTransaction.suspendingExisting().call(this::things))
                    .isZero();
        });

        assertThat(things()).isEqualTo(1);
    }

    @Test
    void a_value_nobody_asked_for_is_named() {
        SqlStatement statement = sql.statement("select 1");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> statement.with("realm", 1))
                .withMessageContaining(":realm");
    }

    @Test
    void a_column_that_a_newer_version_adds_breaks_nothing() {
        QuarkusTransaction.requiringNew().run(() -> {
            // Often enough for the driver to keep the statement prepared.
            for (int i = 0; i < 10; i++) {
                added("thing");
            }
            sql.statement("alter table thing add column added text").update();
            assertThat(added("one more")).isEqualTo("one more");
        });
    }

    @Test
    void a_parameter_without_a_value_is_named() {
        SqlStatement statement = sql.statement("select :given, :missing").with("given", 1);

        assertThatIllegalStateException().isThrownBy(statement::number).withMessageContaining(":missing");
    }

    @Test
    void the_only_row_must_be_there() {
        SqlStatement statement = sql.statement("select label from thing");

        assertThatIllegalStateException()
                .isThrownBy(() -> statement.one(row -> row.text("label")))
                .withMessageContaining("select label from thing");
    }

    @Test
    void what_the_database_refuses_is_no_outage() {
        database.execute("create unique index on thing (label)");
        insert("twice");

        assertThatExceptionOfType(DatabaseException.class)
                .isThrownBy(() -> insert("twice"))
                .satisfies(failure -> assertThat(Outage.behind(failure)).isEmpty())
                .havingCause()
                .isInstanceOf(SQLException.class)
                .withMessageContaining("duplicate key");
    }

    @Test
    void so_is_a_column_that_is_not_there() {
        SqlStatement statement = sql.statement("select 1 as one");

        assertThatExceptionOfType(DatabaseException.class)
                .isThrownBy(() -> statement.one(row -> row.number("two")))
                .satisfies(failure -> assertThat(Outage.behind(failure)).isEmpty());
    }

    @Test
    void failures_keep_no_connection() {
        SqlStatement wrong = sql.statement("select 1 / 0");
        for (int i = 0; i < 30; i++) {
            assertThatExceptionOfType(DatabaseException.class)
                    .isThrownBy(wrong::number)
                    .withMessageContaining("division by zero");
        }
    }

    @Test
    void a_connection_that_was_cut_is_an_outage_and_the_next_one_is_not() {
        undone(() -> {
            insert("lost");
            String cut = "select pg_terminate_backend(" + connection() + ")";
            QuarkusTransaction.suspendingExisting().run(() -> database.execute(cut));

            assertThatExceptionOfType(DatabaseException.class)
                    .isThrownBy(() -> insert("late"))
                    .satisfies(failure -> assertThat(Outage.behind(failure)).isPresent());
        });

        assertThat(things()).isZero();
    }

    private static void undone(Runnable work) {
        QuarkusTransaction.begin();
        try {
            work.run();
        } finally {
            QuarkusTransaction.rollback();
        }
    }

    private void insert(String label) {
        sql.statement("insert into thing (label) values (:label)")
                .with("label", label)
                .update();
    }

    private String added(String label) {
        return sql.statement("insert into thing (label) values (:label) returning label, pieces, done")
                .with("label", label)
                .one(row -> row.text("label"));
    }

    private long things() {
        return sql.statement("select count(*) from thing").number();
    }

    private long connection() {
        return sql.statement("select pg_backend_pid()").number();
    }
}
