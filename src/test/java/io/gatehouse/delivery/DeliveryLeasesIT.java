package io.gatehouse.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.delivery.dispatch.Deliveries;
import io.gatehouse.delivery.message.OutgoingMessage.DeliveryId;
import io.gatehouse.testing.Database;
import io.gatehouse.testing.GatehouseTest;
import io.gatehouse.testing.PausedScheduler;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The leases on messages, by which nodes detect messages of killed nodes. */
@GatehouseTest
class DeliveryLeasesIT extends PausedScheduler {
    private final DeliveryId id = new DeliveryId(UUID.randomUUID());

    @Inject
    DeliveryFixture deliveryFixture;

    @Inject
    Deliveries deliveries;

    @Inject
    Database database;

    @BeforeEach
    void queue() {
        Administrator administrator = deliveryFixture.administrator();
        QuarkusTransaction.requiringNew()
                .run(() -> deliveries.queued(id, deliveryFixture.message(administrator, administrator.email())));
    }

    @Test
    void last_for_a_minute_from_the_last_renewal() {
        assertThat(deliveries.findExpiredLeases()).doesNotContain(id);
        pass("61 seconds");
        assertThat(deliveries.findExpiredLeases()).contains(id);

        deliveries.renewLeases(List.of(id, new DeliveryId(UUID.randomUUID())));
        pass("50 seconds");
        assertThat(deliveries.findExpiredLeases()).doesNotContain(id);
        pass("11 seconds");
        assertThat(deliveries.findExpiredLeases()).contains(id);
    }

    @Test
    void of_other_messages_are_not_renewed() {
        pass("61 seconds");
        deliveries.renewLeases(List.of());
        assertThat(deliveries.findExpiredLeases()).contains(id);
    }

    @Test
    void end_with_the_message() {
        deliveries.sent(id, "1");
        pass("61 seconds");
        assertThat(deliveries.findExpiredLeases()).doesNotContain(id);
    }

    private void pass(String time) {
        database.execute(
                "update delivery set held_until = held_until - interval '" + time + "' where id = '" + id + "'");
    }
}
