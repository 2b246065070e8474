package io.gatehouse.platform.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.testing.Database;
import io.gatehouse.testing.GatehouseTest;
import jakarta.inject.Inject;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What comes back from PostgreSQL is what was given. */
@GatehouseTest
class SqlValuesIT {
    private static final UUID ID = UUID.fromString("2f1b3f6e-6b52-4c57-9d1c-0e5a7f3c9b10");
    private static final Instant TIME = Instant.parse("2026-05-04T03:02:01.123456Z");
    private static final List<String> AWKWARD = List.of(
            "",
            " ",
            "NULL",
            "null",
            "a,b",
            "{}",
            "\"quoted\"",
            "it's",
            "back\\slash",
            "$0",
            ":id",
            "?",
            "ß 日本 👩‍🚀",
            "a\nb");
    private static final String COLUMNS =
            "id, label, quantity, pieces, done, sealed, changed_at, day, weekday, tags, details";
    private static final String ADD = "insert into thing (" + COLUMNS + """
            )
            values (:id, :label, :quantity, :pieces, :done, :sealed, :changedAt, :day, :weekday, :tags,
                cast(:details as jsonb))""";

    @Inject
    Sql sql;

    @Inject
    Database database;

    private record Thing(
            UUID id,
            String label,
            long quantity,
            int pieces,
            boolean done,
            byte[] sealed,
            Instant changedAt,
            LocalDate day,
            DayOfWeek weekday,
            List<String> tags,
            Map<String, String> details) {

        static Thing of(Row row) {
            return new Thing(
                    row.uuid("id"),
                    row.text("label"),
                    row.number("quantity"),
                    row.integer("pieces"),
                    row.flag("done"),
                    row.bytes("sealed"),
                    row.instant("changed_at"),
                    row.date("day"),
                    row.constant("weekday", DayOfWeek.class),
                    row.texts("tags"),
                    row.details("details"));
        }
    }

    @BeforeEach
    void createTable() {
        database.execute("""
                create table thing (id uuid, label text, quantity bigint, pieces integer, done boolean, sealed bytea,
                    changed_at timestamptz, day date, weekday text, tags text[], details jsonb)""");
    }

    @AfterEach
    void dropTable() {
        database.execute("drop table thing");
    }

    @Test
    void every_type_comes_back_as_it_was_given() {
        var thing = new Thing(
                ID,
                "label",
                Long.MIN_VALUE,
                Integer.MAX_VALUE,
                true,
                new byte[] {0, -1, 39, 92},
                TIME,
                LocalDate.of(2028, 2, 29),
                DayOfWeek.FRIDAY,
                List.of("b", "a", "b"),
                Map.of("channel", "EMAIL", "to", "a***@example.com"));

        assertThat(add(thing)).isEqualTo(1);

        assertThat(thing()).usingRecursiveComparison().isEqualTo(thing);
    }

    @Test
    void nothing_comes_back_as_nothing() {
        var nothing = new Thing(null, null, 0, 0, false, null, null, null, null, null, null);

        add(nothing);
        sql.statement("update thing set quantity = :nothing, pieces = :nothing, done = :nothing")
                .with("nothing", null)
                .update();

        assertThat(thing()).usingRecursiveComparison().isEqualTo(nothing);
        assertThat(sql.statement("select count(*) from thing where thing is null")
                        .number())
                .isEqualTo(1);
    }

    @Test
    void whatever_a_text_holds_is_text() {
        for (String text : AWKWARD) {
            assertThat(sql.statement("select :text as text").with("text", text).<String>one(row -> row.text("text")))
                    .isEqualTo(text);
        }
    }

    @Test
    void arrays_hold_texts_constants_and_ids_in_their_order() {
        assertThat(array(AWKWARD)).isEqualTo(AWKWARD);
        assertThat(array(List.of())).isEmpty();
        assertThat(array(List.of(DayOfWeek.SUNDAY, DayOfWeek.MONDAY))).containsExactly("SUNDAY", "MONDAY");
        assertThat(sql.statement("select count(*) where cast(:id as uuid) = any(cast(:ids as uuid[]))")
                        .with("id", ID)
                        .with("ids", Set.of(ID, UUID.randomUUID()))
                        .number())
                .isEqualTo(1);
    }

    @Test
    void details_hold_whatever_texts_do() {
        for (String text : AWKWARD) {
            assertThat(details(Map.of(text, text))).isEqualTo(Map.of(text, text));
        }
        assertThat(details(Map.of())).isEmpty();
        assertThat(details(Collections.singletonMap("reason", null))).containsEntry("reason", null);
        assertThat(details(Map.of(DayOfWeek.MONDAY, DayOfWeek.TUESDAY))).containsEntry("MONDAY", "TUESDAY");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1969-12-31T23:59:59.999999Z",
                "2026-10-25T00:30:00.000001Z",
                "2026-10-25T01:30:00Z",
                "9999-12-31T23:59:59.999999Z"
            })
    void instants_keep_their_microseconds(String time) {
        Instant instant = Instant.parse(time);

        assertThat(sql.statement("select cast(:time as timestamptz) as time")
                        .with("time", instant)
                        .<Instant>one(row -> row.instant("time")))
                .isEqualTo(instant);
        assertThat(sql.statement("select count(*) where :time = cast(:written as timestamptz)")
                        .with("time", instant)
                        .with("written", time)
                        .number())
                .isEqualTo(1);
    }

    private int add(Thing thing) {
        return sql.statement(ADD)
                .with("id", thing.id())
                .with("label", thing.label())
                .with("quantity", thing.quantity())
                .with("pieces", thing.pieces())
                .with("done", thing.done())
                .with("sealed", thing.sealed())
                .with("changedAt", thing.changedAt())
                .with("day", thing.day())
                .with("weekday", thing.weekday())
                .with("tags", thing.tags())
                .with("details", thing.details())
                .update();
    }

    private Thing thing() {
        return sql.statement("select " + COLUMNS + " from thing").one(Thing::of);
    }

    private List<String> array(List<?> values) {
        return sql.statement("select :values as texts").with("values", values).one(row -> row.texts("texts"));
    }

    private Map<String, String> details(Map<?, ?> details) {
        return sql.statement("select cast(:details as jsonb) as details")
                .with("details", details)
                .one(row -> row.details("details"));
    }
}
