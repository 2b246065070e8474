package io.gatehouse.delivery;

import static io.gatehouse.testing.SignInClient.mailedCode;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.delivery.dispatch.Deliveries;
import io.gatehouse.delivery.dispatch.DeliveryLog;
import io.gatehouse.delivery.dispatch.DeliveryLog.DeliveryEntry;
import io.gatehouse.delivery.message.OutgoingMessage.DeliveryId;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.RealmSettings.MfaMethod;
import io.gatehouse.testing.Database;
import io.gatehouse.testing.GatehouseTest;
import io.gatehouse.testing.Parallel;
import io.gatehouse.testing.SignInClient;
import io.gatehouse.testing.TestRealms;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** PostgreSQL accepts a code once, even if Redis has it again after a failover to an older snapshot. */
@GatehouseTest
class CodeConsumptionIT {
    @Inject
    TestRealms testRealms;

    @Inject
    DeliveryFixture deliveryFixture;

    @Inject
    Deliveries deliveries;

    @Inject
    DeliveryLog log;

    @Inject
    Database database;

    @Test
    void succeeds_the_first_time_only() {
        Administrator administrator = deliveryFixture.administrator();
        DeliveryId id = deliveryFixture.deliver(deliveryFixture.message(administrator, administrator.email()));
        assertThat(consume(id)).isTrue();
        Optional<DeliveryEntry> used =
                log.of(administrator.realm(), administrator.id(), 1).stream().findFirst();
        assertThat(used.flatMap(DeliveryEntry::usedAt)).isPresent();

        assertThat(consume(id)).isFalse();
        assertThat(log.of(administrator.realm(), administrator.id(), 1).stream().findFirst())
                .isEqualTo(used);
    }

    @Test
    void succeeds_once_of_twenty_times_in_parallel() {
        Administrator administrator = deliveryFixture.administrator();
        DeliveryId id = deliveryFixture.deliver(deliveryFixture.message(administrator, administrator.email()));
        assertThat(Parallel.times(20, () -> consume(id))).containsOnlyOnce(true).hasSize(20);
    }

    @Test
    void fails_for_a_message_that_was_never_recorded() {
        assertThat(consume(new DeliveryId(UUID.randomUUID()))).isFalse();
    }

    @Test
    void is_undone_by_a_rollback() {
        Administrator administrator = deliveryFixture.administrator();
        DeliveryId id = deliveryFixture.deliver(deliveryFixture.message(administrator, administrator.email()));
        QuarkusTransaction.begin();
        assertThat(deliveries.consume(id)).isTrue();
        QuarkusTransaction.rollback();
        assertThat(consume(id)).isTrue();
    }

    @Test
    void before_opens_no_second_session() {
        Realm realm = testRealms.realm(MfaMethod.EMAIL);
        Administrator administrator = testRealms.administrator(realm);
        SignInClient client = SignInClient.of(realm);
        String id = client.begin(administrator);
        String code = mailedCode(administrator);
        assertThat(consume(log.of(realm.id(), administrator.id(), 1).get(0).id()))
                .isTrue();

        client.verify(id, code).then().statusCode(401).body("code", equalTo("code_expired"));
        assertThat(database.sessionsOf(administrator)).isZero();
    }

    private boolean consume(DeliveryId id) {
        return QuarkusTransaction.requiringNew().call(() -> deliveries.consume(id));
    }
}
