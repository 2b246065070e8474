package io.gatehouse.otp;

import io.gatehouse.delivery.dispatch.Deliveries.SendKeys;
import io.gatehouse.kernel.database.ExpiringRows;
import io.gatehouse.kernel.id.RealmId;
import io.gatehouse.otp.SendLimits.SendAttempt;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import jakarta.persistence.Tuple;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.hibernate.query.NativeQuery;

/** A row of {@code send_pause}: until when no codes are sent to unproven numbers of a country or range. */
@Entity
@Table(name = "send_pause")
@IdClass(SendPauseEntity.Key.class)
class SendPauseEntity {
    private static final Duration KEPT = Duration.ofDays(1);

    @Id
    UUID realmId;

    @Id
    String what;

    Instant endsAt;

    record Key(UUID realmId, String what) {}

    /**
     * The counts after a code was sent.
     *
     * @param volume text messages of the realm within 24 hours
     * @param toCountry codes to the country within an hour, since its last pause, whose lifetime has passed; of many, the newest
     * @param usedInCountry how many of them were used
     * @param inRange unproven numbers within an hour, since its last pause, in that of the number's two ranges with more of them
     */
    record Tally(long volume, long toCountry, long usedInCountry, long inRange) {}

    /**
     * Text messages of the realm within 24 hours from which on one is refused.
     *
     * @param total from which none is sent
     * @param half from which each account has only its share
     * @param share that share
     */
    record Volume(int total, int half, int share) {
        /** For codes by mail. */
        static final Volume NONE = new Volume(0, 0, 0);
    }

    /**
     * Until when a code may not be sent.
     *
     * @param full until when a limit is reached
     * @param undelivered until when the number gets none after several in a row that were not delivered
     */
    record Waits(Optional<Instant> full, Optional<Instant> undelivered) {
        /** Returns the later one, or empty if the code may be sent. */
        Optional<Instant> latest() {
            return Stream.of(full, undelivered).flatMap(Optional::stream).max(Comparator.naturalOrder());
        }
    }

    /** Stores pauses, and counts the codes sent within time windows. */
    @ApplicationScoped
    static class Repository implements PanacheRepositoryBase<SendPauseEntity, Key>, ExpiringRows {
        /** Deletes pauses that ended at least a day ago: until then the counts begin at their end. */
        @Override
        public long deleteExpired(Instant now, int limit) {
            return delete(
                    "(realmId, what) in (select e.realmId, e.what from SendPauseEntity e"
                            + " where e.endsAt < ?1 order by e.endsAt limit ?2)",
                    now.minus(KEPT),
                    limit);
        }

        /** A country's share is that of the newest codes: this many times those from which on it is checked. */
        private static final long SAMPLE = 10;

        private static final String LOCK =
                "select count(pg_advisory_xact_lock(lock)) from unnest(cast(:locks as bigint[])) lock";

        /** Only what no provider accepted is free; a message that was accepted and not delivered counts. */
        private static final String COUNTED = "not notice and (state <> 'FAILED' or provider_message_id is not null)";

        private static final String REFUSED = "not notice and state = 'FAILED' and provider_message_id is null";

        private static final String ANY =
                full(COUNTED + " and administrator_id = :account and used_at is null", "1 hour", ":perAccount") + ", "
                        + full(COUNTED + " and requester_mac = :requester and used_at is null", "1 hour", ":perAddress")
                        + ", " + full(REFUSED + " and administrator_id = :account", "1 hour", ":refused");

        private static final String FREE_BY_MAIL = "select greatest(" + ANY + ") as full_until";

        /** Sends by accounts that have proven the number, or by those that have not. */
        private static final String TO_NUMBER = COUNTED + " and destination_mac = :number and proven = :proven";

        private static final String UNUSED = TO_NUMBER + " and used_at is null";

        /** With a place of 0 for an account that has proven the number, any code to it fills the account's own window. */
        private static final String OWN_UNUSED =
                full(UNUSED + " and (:proven or administrator_id = :account)", "1 day", ":own");

        private static final String TEXT_OF_DAY = "realm_id = :realm and text_number is not null"
                + " and created_at > cast(:now as timestamptz) - interval '1 day'";

        /** The number of the realm's newest text message, and how many count within a day, which their numbers tell. */
        private static final String REALM_DAY = "with realm_day as (select newest, newest + 1"
                + " - (select text_number from delivery where " + TEXT_OF_DAY + " order by created_at limit 1)"
                + " - (select count(*) from delivery where " + TEXT_OF_DAY + " and " + REFUSED + ") as texts"
                + " from (select max(text_number) as newest from delivery where realm_id = :realm) numbered) ";

        private static final String OF_ACCOUNT =
                full(COUNTED + " and administrator_id = :account and channel = 'SMS'", "1 day", ":share");

        /** The newest codes of the account to the number, if so many in a row were not delivered. */
        private static final String UNDELIVERED = "(select case when count(*) = :inARow"
                + " and bool_and(state = 'FAILED' and used_at is null) then max(created_at) end"
                + " from (select state, used_at, created_at from delivery where " + COUNTED
                + " and administrator_id = :account and destination_mac = :number and created_at > :since"
                + " order by created_at desc limit :inARow) newest)";

        private static final String FREE_BY_SMS = REALM_DAY + "select greatest(" + ANY + ", "
                + both(
                        "greatest(" + full(UNUSED, "1 hour", ":perHour") + ", " + full(UNUSED, "1 day", ":perDay")
                                + ")",
                        OWN_UNUSED)
                + ", " + full(TO_NUMBER, "1 day", ":inAll") + ", " + filledBy(":volume") + ", "
                + both(filledBy(":half"), OF_ACCOUNT) + ", "
                + "(select max(ends_at) from send_pause where realm_id = :realm and not :proven"
                + " and what in (:country, :even, :odd) and ends_at > :now)) as full_until, "
                + UNDELIVERED + " as undelivered_at";

        /** The newest codes whose lifetime has passed: others may still be used. */
        private static final String SETTLED = "select used_at from delivery where " + recent(":country")
                + " and text_number is not null and country = :country and created_at <= :dead"
                + " order by created_at desc limit :newest";

        private static final String TALLY = REALM_DAY + "select (select texts from realm_day) as volume,"
                + " count(*) as codes, count(used_at) as used, greatest("
                + unproven(":even", "ranges[1]") + ", " + unproven(":odd", "ranges[2]")
                + ") as in_range from (" + SETTLED + ") settled";

        private static final String PAUSE = """
                insert into send_pause (realm_id, what, ends_at) values (:realm, :what, :end)
                on conflict (realm_id, what) do update set ends_at = excluded.ends_at""";

        /** Locks the keys of the attempt until the transaction ends; other sends that count towards the same limits wait. */
        void lock(SendAttempt attempt, SendKeys sendKeys) {
            LongStream counted = LongStream.of(
                    attempt.administrator().value().getMostSignificantBits(), number(sendKeys.requester()));
            LongStream bySms = attempt.bySms()
                    ? LongStream.of(attempt.realm().value().getMostSignificantBits(), number(sendKeys.destination()))
                    : LongStream.empty();
            lock(LongStream.concat(counted, bySms));
        }

        /** Locks the number, whose key this is, until the transaction ends. */
        void lock(byte[] destination) {
            lock(LongStream.of(number(destination)));
        }

        private void lock(LongStream locks) {
            getSession()
                    // Of a single value, Hibernate would keep a plan for each execution.
                    .createNativeQuery(LOCK, Tuple.class)
                    // In the same order everywhere, to prevent deadlocks.
                    .setParameter("locks", locks.sorted().boxed().toArray(Long[]::new))
                    .getSingleResult();
        }

        private static long number(byte[] mac) {
            return ByteBuffer.wrap(mac).getLong();
        }

        /** Returns until when the code may not be sent. */
        Waits findWaits(SendAttempt attempt, SendKeys sendKeys, SendLimitsConfig limits, Volume volume, Instant now) {
            NativeQuery<Tuple> query = getSession()
                    .createNativeQuery(attempt.bySms() ? FREE_BY_SMS : FREE_BY_MAIL, Tuple.class)
                    .addScalar("full_until", Instant.class)
                    .setParameter("now", now)
                    .setParameter("account", attempt.administrator().value())
                    .setParameter("requester", sendKeys.requester())
                    .setParameter("perAccount", limits.unusedPerAccountAndHour() - 1)
                    .setParameter("perAddress", limits.unusedPerAddressAndHour() - 1)
                    .setParameter("refused", limits.refusedPerAccountAndHour() - 1);
            if (!attempt.bySms()) {
                return new Waits(instant(query.getSingleResult(), "full_until"), Optional.empty());
            }
            Tuple row = where(query.addScalar("undelivered_at", Instant.class), attempt, sendKeys)
                    .setParameter("number", sendKeys.destination())
                    .setParameter("proven", attempt.proven())
                    .setParameter("perHour", limits.unusedPerNumberAndHour() - 1)
                    .setParameter("perDay", limits.unusedPerNumberAndDay() - 1)
                    .setParameter("own", attempt.proven() ? 0 : limits.ownPerNumberAndDay() - 1)
                    .setParameter("inAll", limits.perNumberAndDay() - 1)
                    .setParameter("volume", volume.total())
                    .setParameter("half", volume.half())
                    .setParameter("share", volume.share() - 1)
                    .setParameter("inARow", limits.undeliveredInARow())
                    .setParameter("since", now.minus(limits.pause()))
                    .getSingleResult();
            return new Waits(
                    instant(row, "full_until"), instant(row, "undelivered_at").map(at -> at.plus(limits.pause())));
        }

        private static Optional<Instant> instant(Tuple row, String column) {
            return Optional.ofNullable(row.get(column, Instant.class));
        }

        /** Returns the counts after a text message that was requested just now. */
        Tally tally(SendAttempt attempt, SendKeys sendKeys, SendLimitsConfig limits, Instant now) {
            Tuple row = where(getSession().createNativeQuery(TALLY, Tuple.class), attempt, sendKeys)
                    .setParameter("now", now)
                    .setParameter("dead", now.minus(attempt.lifetime()))
                    .setParameter("newest", SAMPLE * limits.perCountryAndHour())
                    .getSingleResult();
            return new Tally(
                    row.get("volume", Long.class),
                    row.get("codes", Long.class),
                    row.get("used", Long.class),
                    row.get("in_range", Long.class));
        }

        /** Pauses codes to unproven numbers of that country or range. */
        void pause(RealmId realm, String what, Instant end) {
            getSession()
                    .createNativeMutationQuery(PAUSE)
                    .setParameter("realm", realm.value())
                    .setParameter("what", what)
                    .setParameter("end", end)
                    .executeUpdate();
        }

        private static <T> NativeQuery<T> where(NativeQuery<T> query, SendAttempt attempt, SendKeys sendKeys) {
            return query.setParameter("realm", attempt.realm().value())
                    .setParameter("country", sendKeys.country().orElse(""))
                    .setParameter("even", sendKeys.ranges().get(0))
                    .setParameter("odd", sendKeys.ranges().get(1));
        }

        /** Returns the expression for the end of a full window, null if the window is not full. */
        private static String full(String counted, String window, String place) {
            return "(select created_at from delivery where " + counted
                    + " and created_at > cast(:now as timestamptz) - interval '" + window
                    + "' order by created_at desc offset " + place + " limit 1) + interval '" + window + "'";
        }

        /** Returns the expression for the latest end of the realm's day if that many messages fill it, or else null. */
        private static String filledBy(String volume) {
            return "(select created_at from delivery where realm_id = :realm and text_number >"
                    + " (select newest - " + volume + " from realm_day where texts >= " + volume
                    + ") order by text_number limit 1) + interval '1 day'";
        }

        /** Returns the expression for the end of two windows that refuse only together, null unless both are full. */
        private static String both(String one, String other) {
            return "(select least(one, other) from (select " + one + " as one, " + other + " as other) windows"
                    + " where one is not null and other is not null)";
        }

        /** Returns the condition for sends of the realm within the hour, since the last pause of that country or range. */
        private static String recent(String what) {
            return "realm_id = :realm and " + COUNTED + " and created_at > greatest("
                    + "cast(:now as timestamptz) - interval '1 hour',"
                    + " (select ends_at from send_pause where realm_id = :realm and what = " + what + "))";
        }

        private static String unproven(String range, String column) {
            return "(select count(*) from (select 1 from delivery where " + recent(range) + " and not proven and "
                    + column + " = " + range + " group by destination_mac having count(used_at) = 0) numbers)";
        }
    }
}
