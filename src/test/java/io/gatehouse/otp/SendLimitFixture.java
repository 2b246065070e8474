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
        return QuarkusTransaction.requiringNew().call(() -> {
            Optional<Refusal> refusal = limits.refusal(attempt);
            if (refusal.isEmpty()) {
                dispatcher.dispatch(id, message(attempt));
                limits.sent(attempt);
            }
            return refusal;
        });
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
        return new SendAttempt(
                administrator.realm(),
                administrator.id(),
                administrator.role() == Role.SYSTEM_ADMINISTRATOR,
                number,
                proven,
                Optional.of(dailyLimit),
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
