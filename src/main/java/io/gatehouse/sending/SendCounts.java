package io.gatehouse.sending;

import io.gatehouse.delivery.SendMarks;
import io.gatehouse.platform.SecretKeys;
import io.gatehouse.platform.database.Sql;
import io.gatehouse.platform.database.SqlStatement;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

/** Counts codes where they are recorded, so that every instance counts the same. */
@ApplicationScoped
class SendCounts {
    /** Whoever may be about to prove a number counts as having it: as long as a flow lasts. */
    private static final String HAVING_NUMBER = """
            select count(*) from (
                select id from administrator where phone = :phone and id <> :account
                union
                select administrator_id from delivery where destination_mac = :number and administrator_id <> :account
                    and not proven and state <> 'FAILED'
                    and created_at > cast(:now as timestamptz) - interval '15 minutes') holders""";

    private static final String ANY = full("administrator_id = :account and used_at is null", "1 hour", ":perAccount")
            + ", " + full("requester_mac = :requester and used_at is null", "1 hour", ":perAddress");

    private static final String FREE_BY_MAIL = "select greatest(" + ANY + ") as full_until";

    private static final String FREE_BY_SMS = "select greatest(" + ANY + ", "
            + full("destination_mac = :number and used_at is null", "1 hour", ":perHour") + ", "
            + full("destination_mac = :number and used_at is null", "1 day", ":perDay") + ", "
            + full("destination_mac = :number", "1 day", ":inAll") + ", "
            + full("realm_id = :realm and channel = 'SMS'", "1 day", ":volume") + ", "
            + "(select max(ends_at) from send_pause where realm_id = :realm and not :proven"
            + " and what in (:country, :even, :odd) and ends_at > :now)) as full_until";

    /** Whoever is about to enter a code has not failed to: a code counts here once it is used, or can no longer be. */
    private static final String SETTLED =
            recent(":country") + " and country = :country and (used_at is not null or created_at <= :dead)";

    private static final String TALLY = "select"
            + " (select count(*) from delivery where realm_id = :realm and channel = 'SMS' and not notice and state <> 'FAILED'"
            + " and created_at > cast(:now as timestamptz) - interval '1 day'),"
            + " settled.codes, settled.used, greatest(" + unproven(":even") + ", " + unproven(":odd") + ")"
            + " from (select count(*) as codes, count(used_at) as used from delivery where " + SETTLED + ") settled";

    private static final String PAUSE = """
            insert into send_pause (realm_id, what, ends_at) values (:realm, :what, :end)
            on conflict (realm_id, what) do update set ends_at = excluded.ends_at""";

    private final Sql sql;
    private final SecretKeys keys;
    private final SendLimitsConfig config;
    private final Clock clock;

    SendCounts(Sql sql, SecretKeys keys, SendLimitsConfig config, Clock clock) {
        this.sql = sql;
        this.keys = keys;
        this.config = config;
        this.clock = clock;
    }

    /**
     * How things stand after a send.
     *
     * @param volume text messages of the realm within 24 hours
     * @param toCountry codes to the country within an hour, since its last pause, that were used or have expired
     * @param usedInCountry how many of them were used
     * @param inRange unproven numbers in the fuller of the number's two ranges within an hour, since its last pause
     */
    record Tally(long volume, long toCountry, long usedInCountry, long inRange) {}

    SendMarks marks(Sending sending) {
        return SendMarks.of(keys, sending.destination(), sending.requester());
    }

    /** Has everybody wait who would count the same, until the transaction ends. */
    void hold(Sending sending, SendMarks marks) {
        LongStream counted =
                LongStream.of(sending.administrator().value().getMostSignificantBits(), number(marks.requester()));
        LongStream bySms = sending.bySms()
                ? LongStream.of(sending.realm().value().getMostSignificantBits(), number(marks.destination()))
                : LongStream.empty();
        // In one order for all, so that no two wait for each other.
        List<Long> locks = LongStream.concat(counted, bySms).sorted().boxed().toList();
        sql.statement("select count(pg_advisory_xact_lock(lock)) from unnest(cast(:locks as bigint[])) lock")
                .with("locks", locks)
                .number();
    }

    /** How many other accounts have that number, or are about to prove it. */
    long othersHaving(Sending sending, SendMarks marks) {
        return sql.statement(HAVING_NUMBER)
                .with("phone", sending.destination().value())
                .with("number", marks.destination())
                .with("account", sending.administrator().value())
                .with("now", clock.instant())
                .number();
    }

    /**
     * Until when no code may be sent; empty if one may.
     *
     * @param volume text messages within 24 hours that such a send is allowed up to
     */
    Optional<Instant> fullUntil(Sending sending, SendMarks marks, int volume) {
        SqlStatement statement = sql.statement(sending.bySms() ? FREE_BY_SMS : FREE_BY_MAIL)
                .with("now", clock.instant())
                .with("account", sending.administrator().value())
                .with("requester", marks.requester())
                .with("perAccount", config.unusedPerAccountAndHour() - 1)
                .with("perAddress", config.unusedPerAddressAndHour() - 1);
        if (sending.bySms()) {
            where(statement, sending, marks)
                    .with("number", marks.destination())
                    .with("proven", sending.proven())
                    .with("perHour", config.unusedPerNumberAndHour() - 1)
                    .with("perDay", config.unusedPerNumberAndDay() - 1)
                    .with("inAll", config.perNumberAndDay() - 1)
                    .with("volume", volume - 1);
        }
        return statement.one(row -> Optional.ofNullable(row.instant("full_until")));
    }

    /** How things stand after a text message. */
    Tally tally(Sending sending, SendMarks marks) {
        return where(sql.statement(TALLY), sending, marks)
                .with("now", clock.instant())
                .with("dead", clock.instant().minus(sending.lifetime()))
                .one(row -> new Tally(row.number(1), row.number(2), row.number(3), row.number(4)));
    }

    /** Has unproven numbers of that country or range wait. */
    void pause(Sending sending, String what) {
        sql.statement(PAUSE)
                .with("realm", sending.realm().value())
                .with("what", what)
                .with("end", clock.instant().plus(config.pause()))
                .update();
    }

    private static SqlStatement where(SqlStatement statement, Sending sending, SendMarks marks) {
        return statement
                .with("realm", sending.realm().value())
                .with("country", marks.country().orElse(""))
                .with("even", marks.ranges().get(0))
                .with("odd", marks.ranges().get(1));
    }

    /** When the send leaves the window that filled it; nothing where there is room. */
    private static String full(String counted, String window, String place) {
        return "(select created_at from delivery where " + counted
                + " and not notice and state <> 'FAILED' and created_at > cast(:now as timestamptz) - interval '"
                + window
                + "' order by created_at desc offset " + place + " limit 1) + interval '" + window + "'";
    }

    /** Sends of the realm within the hour, since the last pause of that country or range. */
    private static String recent(String what) {
        return "realm_id = :realm and not notice and state <> 'FAILED' and created_at > greatest("
                + "cast(:now as timestamptz) - interval '1 hour',"
                + " (select ends_at from send_pause where realm_id = :realm and what = " + what + "))";
    }

    private static String unproven(String range) {
        return "(select count(*) from (select 1 from delivery where " + recent(range) + " and not proven and " + range
                + " = any(ranges) group by destination_mac having count(used_at) = 0) numbers)";
    }

    private static long number(byte[] mac) {
        return ByteBuffer.wrap(mac).getLong();
    }
}
