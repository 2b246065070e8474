package io.gatehouse.otp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.administrator.Administrators;
import io.gatehouse.administrator.ContactAddress;
import io.gatehouse.administrator.MobileNumber;
import io.gatehouse.alarm.Alarms;
import io.gatehouse.delivery.dispatch.Deliveries;
import io.gatehouse.delivery.dispatch.MessageDispatcher;
import io.gatehouse.delivery.message.CodePurpose;
import io.gatehouse.delivery.message.OutgoingMessage.CodeMessage;
import io.gatehouse.delivery.message.OutgoingMessage.DeliveryId;
import io.gatehouse.kernel.Refusal;
import io.gatehouse.kernel.Refusal.Reason;
import io.gatehouse.kernel.Requester;
import io.gatehouse.kernel.crypto.IdentifierMacs;
import io.gatehouse.otp.SendLimits.SendAttempt;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.Role;
import io.gatehouse.testing.TestClock;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.smallrye.config.SmallRyeConfigBuilder;
import jakarta.enterprise.context.Dependent;
import jakarta.persistence.EntityManager;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** Sends codes within the default limits. */
@Dependent
public class SendLimitFixture {
    static final Duration LIFETIME = Duration.ofMinutes(5);

    private static final AtomicInteger ADDRESSES = new AtomicInteger();

    private final MessageDispatcher dispatcher;
    private final Deliveries deliveries;
    private final EntityManager database;
    private final TestClock clock;
    private final SendLimits limits;
    private final Instant begun;

    SendLimitFixture(
            MessageDispatcher dispatcher,
            Deliveries deliveries,
            EntityManager database,
            SendPauseEntity.Repository rows,
            TestClock clock,
            IdentifierMacs identifiers,
            Administrators administrators,
            Alarms alarms) {
        SendLimitsConfig defaults = new SmallRyeConfigBuilder()
                .withMapping(SendLimitsConfig.class)
                .build()
                .getConfigMapping(SendLimitsConfig.class);
        this.dispatcher = dispatcher;
        this.deliveries = deliveries;
        this.database = database;
        this.clock = clock;
        this.limits = new SendLimits(rows, administrators, defaults, alarms, identifiers, clock);
        this.begun = clock.instant();
    }

    /** Advances the clock after all codes of the test are sent, so that none expires in the queue. */
    void pass(Duration duration) {
        await("sending").until(() -> waiting() == 0);
        clock.advance(duration);
    }

    /** Records that the realm's messages, all of which a provider has accepted, are not delivered. */
    void undelivered(Realm realm) {
        pass(Duration.ZERO);
        QuarkusTransaction.requiringNew()
                .run(() -> database.createNativeQuery("update delivery set state = 'FAILED' where realm_id = :realm")
                        .setParameter("realm", realm.id().value())
                        .executeUpdate());
    }

    /** Records that no provider has accepted the realm's messages. */
    void refused(Realm realm) {
        undelivered(realm);
        QuarkusTransaction.requiringNew()
                .run(() -> database.createNativeQuery(
                                "update delivery set provider_message_id = null where realm_id = :realm")
                        .setParameter("realm", realm.id().value())
                        .executeUpdate());
    }

    /**
     * Records that the account was sent so many text messages to that country, one a second, half of them to unproven numbers, and as many mails
     * before.
     */
    void record(Administrator to, String country, int texts) {
        QuarkusTransaction.requiringNew()
                .run(() -> database.createNativeQuery("""
                        insert into delivery (id, realm_id, administrator_id, purpose, channel, destination_hint, destination_mac, tag, state,
                            provider_message_id, created_at, changed_at, proven, country, ranges, text_number)
                        select gen_random_uuid(), :realm, :person, 'SIGN_IN', case when number > 0 then 'SMS' else 'EMAIL' end, '',
                            cast(cast(gen_random_uuid() as text) as bytea), 'KTR', 'DELIVERED', 'SM' || number,
                            cast(:now as timestamptz) - (:texts - number) * interval '1 second', :now, number % 2 = 0,
                            case when number > 0 then :country end, array['even' || number, 'odd' || number],
                            case when number > 0 then number end
                        from generate_series(1 - :texts, :texts) number""")
                        .setParameter("realm", to.realm().value())
                        .setParameter("person", to.id().value())
                        .setParameter("now", clock.instant())
                        .setParameter("texts", texts)
                        .setParameter("country", country)
                        .executeUpdate());
    }

    /** Returns the numbers of the realm's text messages. */
    List<Long> numbers(Realm realm) {
        return QuarkusTransaction.requiringNew()
                .call(() -> database.createQuery(
                                "select textNumber from DeliveryEntity where realmId = :realm and textNumber is not null"
                                        + " order by textNumber",
                                Long.class)
                        .setParameter("realm", realm.id().value())
                        .getResultList());
    }

    /** Returns how many rows and index entries of messages PostgreSQL reads to send that one. */
    long readBySending(SendAttempt attempt) {
        return QuarkusTransaction.requiringNew().call(() -> {
            long before = read();
            assertThat(sendHere(attempt, new DeliveryId(UUID.randomUUID()))).isEmpty();
            return read() - before;
        });
    }

    private long read() {
        return (long) database.createNativeQuery("""
                        select pg_stat_get_xact_tuples_returned(cast('delivery' as regclass))
                            + cast(sum(pg_stat_get_xact_tuples_returned(indexrelid)) as bigint)
                        from pg_index where indrelid = cast('delivery' as regclass)""", Long.class).getSingleResult();
    }

    private long waiting() {
        return QuarkusTransaction.requiringNew().call(() -> (long) database.createNativeQuery(
                        "select count(*) from delivery where state = 'QUEUED' and created_at >= :begun", Long.class)
                .setParameter("begun", begun)
                .getSingleResult());
    }

    void times(int count, Supplier<Optional<Refusal>> send) {
        for (int i = 0; i < count; i++) {
            assertThat(send.get()).as("send " + (i + 1)).isEmpty();
        }
    }

    Refusal refusal(SendAttempt attempt) {
        return send(attempt).orElseThrow();
    }

    Reason reason(SendAttempt attempt) {
        return refusal(attempt).reason();
    }

    Optional<Refusal> send(SendAttempt attempt) {
        return send(attempt, new DeliveryId(UUID.randomUUID()));
    }

    Optional<Refusal> sendAndUse(SendAttempt attempt) {
        var id = new DeliveryId(UUID.randomUUID());
        Optional<Refusal> refusal = send(attempt, id);
        QuarkusTransaction.requiringNew().run(() -> deliveries.consume(id));
        return refusal;
    }

    private Optional<Refusal> send(SendAttempt attempt, DeliveryId id) {
        return QuarkusTransaction.requiringNew().call(() -> sendHere(attempt, id));
    }

    private Optional<Refusal> sendHere(SendAttempt attempt, DeliveryId id) {
        Optional<Refusal> refusal = limits.refusal(attempt);
        if (refusal.isEmpty()) {
            dispatcher.dispatch(id, message(attempt));
            limits.sent(attempt);
        }
        return refusal;
    }

    private CodeMessage message(SendAttempt attempt) {
        return new CodeMessage(
                attempt.realm(),
                attempt.administrator(),
                CodePurpose.SIGN_IN,
                attempt.destination(),
                attempt.proven(),
                "123456",
                "KTR",
                "https://gatehouse.example/n/1",
                "Acme",
                Locale.ENGLISH,
                LIFETIME,
                attempt.requester(),
                clock.instant());
    }

    SendAttempt to(Administrator administrator, ContactAddress address) {
        return attempt(administrator, address, true, requester());
    }

    SendAttempt entering(Administrator administrator, MobileNumber number) {
        return attempt(administrator, number, false, requester());
    }

    SendAttempt limited(Administrator administrator, MobileNumber number, boolean proven, int dailyLimit) {
        return limited(administrator, number, proven, Optional.of(dailyLimit));
    }

    SendAttempt limited(
            Administrator administrator, MobileNumber number, boolean proven, Optional<Integer> dailyLimit) {
        return new SendAttempt(
                administrator.realm(),
                administrator.id(),
                administrator.role() == Role.SYSTEM_ADMINISTRATOR,
                number,
                proven,
                dailyLimit,
                LIFETIME,
                requester());
    }

    SendAttempt attempt(Administrator administrator, ContactAddress address, boolean proven, Requester requester) {
        return new SendAttempt(
                administrator.realm(),
                administrator.id(),
                administrator.role() == Role.SYSTEM_ADMINISTRATOR,
                address,
                proven,
                Optional.of(200),
                LIFETIME,
                requester);
    }

    Requester requester() {
        int next = ADDRESSES.incrementAndGet();
        return new Requester("198.18.%d.%d".formatted(next / 250, next % 250), "", "test");
    }
}
