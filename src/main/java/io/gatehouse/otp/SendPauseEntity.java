package io.gatehouse.otp;

import io.gatehouse.delivery.dispatch.Deliveries.SendKeys;
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
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.LongStream;
import org.hibernate.query.NativeQuery;

/** A row of {@code send_pause}: until when no codes are sent to unproven numbers of a country or range. */
@Entity
@Table(name = "send_pause")
@IdClass(SendPauseEntity.Key.class)
class SendPauseEntity {
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
     * @param toCountry codes to the country within an hour, since its last pause, that were used or have expired
     * @param usedInCountry how many of them were used
     * @param inRange unproven numbers within an hour, since its last pause, in that of the number's two ranges with more of them
     */
    record Tally(long volume, long toCountry, long usedInCountry, long inRange) {}

    /** Stores pauses, and counts the codes sent within time windows. */
    @ApplicationScoped
    static class Repository implements PanacheRepositoryBase<SendPauseEntity, Key> {
        private static final String LOCK =
                "select count(pg_advisory_xact_lock(lock)) from unnest(cast(:locks as bigint[])) lock";

        /** Only what no provider accepted is free; a message that was accepted and not delivered counts. */
        private static final String COUNTED = "not notice and (state <> 'FAILED' or provider_message_id is not null)";

        /** An account that may be about to prove the number counts as having it until its flow has expired. */
        private static final String HAVING_NUMBER = "select count(*) from ("
                + " select id from administrator where phone = :phone and id <> :account"
                + " union"
                + " select administrator_id from delivery where destination_mac = :number"
                + " and administrator_id <> :account and not proven and " + COUNTED
                + " and created_at > cast(:now as timestamptz) - interval '15 minutes') holders";

        private static final String ANY =
                full("administrator_id = :account and used_at is null", "1 hour", ":perAccount") + ", "
                        + full("requester_mac = :requester and used_at is null", "1 hour", ":perAddress");

        private static final String FREE_BY_MAIL = "select greatest(" + ANY + ") as full_until";

        private static final String FREE_BY_SMS = "select greatest(" + ANY + ", "
                + full("destination_mac = :number and used_at is null", "1 hour", ":perHour") + ", "
                + full("destination_mac = :number and used_at is null", "1 day", ":perDay") + ", "
                + full("destination_mac = :number", "1 day", ":inAll") + ", "
                + full("realm_id = :realm and channel = 'SMS'", "1 day", ":volume") + ", "
                + "(select max(ends_at) from send_pause where realm_id = :realm and not :proven"
                + " and what in (:country, :even, :odd) and ends_at > :now)) as full_until";

        /** Codes that were used or have expired; others may still be entered. */
        private static final String SETTLED =
                recent(":country") + " and country = :country and (used_at is not null or created_at <= :dead)";

        private static final String TALLY = "select"
                + " (select count(*) from delivery where realm_id = :realm and channel = 'SMS' and "
                + COUNTED + " and created_at > cast(:now as timestamptz) - interval '1 day') as volume,"
                + " settled.codes, settled.used, greatest(" + unproven(":even") + ", " + unproven(":odd")
                + ") as in_range"
                + " from (select count(*) as codes, count(used_at) as used from delivery where " + SETTLED
                + ") settled";

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
            getSession()
                    .createNativeQuery(LOCK, Long.class)
                    // In the same order everywhere, to prevent deadlocks.
                    .setParameter(
                            "locks",
                            LongStream.concat(counted, bySms).sorted().boxed().toArray(Long[]::new))
                    .getSingleResult();
        }

        private static long number(byte[] mac) {
            return ByteBuffer.wrap(mac).getLong();
        }

        /** Returns the number of other accounts that have this number, or may be about to prove it. */
        long countOthersHaving(SendAttempt attempt, SendKeys sendKeys, Instant now) {
            return getSession()
                    .createNativeQuery(HAVING_NUMBER, Long.class)
                    .setParameter("phone", attempt.destination().value())
                    .setParameter("number", sendKeys.destination())
                    .setParameter("account", attempt.administrator().value())
                    .setParameter("now", now)
                    .getSingleResult();
        }

        /** Returns until when the code may not be sent, or empty if it may. */
        Optional<Instant> findFullUntil(
                SendAttempt attempt, SendKeys sendKeys, SendLimitsConfig limits, int volume, Instant now) {
            NativeQuery<Instant> query = getSession()
                    .createNativeQuery(attempt.bySms() ? FREE_BY_SMS : FREE_BY_MAIL, Instant.class)
                    .setParameter("now", now)
                    .setParameter("account", attempt.administrator().value())
                    .setParameter("requester", sendKeys.requester())
                    .setParameter("perAccount", limits.unusedPerAccountAndHour() - 1)
                    .setParameter("perAddress", limits.unusedPerAddressAndHour() - 1);
            if (attempt.bySms()) {
                where(query, attempt, sendKeys)
                        .setParameter("number", sendKeys.destination())
                        .setParameter("proven", attempt.proven())
                        .setParameter("perHour", limits.unusedPerNumberAndHour() - 1)
                        .setParameter("perDay", limits.unusedPerNumberAndDay() - 1)
                        .setParameter("inAll", limits.perNumberAndDay() - 1)
                        .setParameter("volume", volume - 1);
            }
            return Optional.ofNullable(query.getSingleResult());
        }

        /** Returns the counts after a text message that was requested just now. */
        Tally tally(SendAttempt attempt, SendKeys sendKeys, Instant now) {
            Tuple row = where(getSession().createNativeQuery(TALLY, Tuple.class), attempt, sendKeys)
                    .setParameter("now", now)
                    .setParameter("dead", now.minus(attempt.lifetime()))
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
                    + " and " + COUNTED + " and created_at > cast(:now as timestamptz) - interval '"
                    + window
                    + "' order by created_at desc offset " + place + " limit 1) + interval '" + window + "'";
        }

        /** Returns the condition for sends of the realm within the hour, since the last pause of that country or range. */
        private static String recent(String what) {
            return "realm_id = :realm and " + COUNTED + " and created_at > greatest("
                    + "cast(:now as timestamptz) - interval '1 hour',"
                    + " (select ends_at from send_pause where realm_id = :realm and what = " + what + "))";
        }

        private static String unproven(String range) {
            return "(select count(*) from (select 1 from delivery where " + recent(range) + " and not proven and "
                    + range + " = any(ranges) group by destination_mac having count(used_at) = 0) numbers)";
        }
    }
}
