package io.gatehouse.delivery.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.administrator.MobileNumber;
import io.gatehouse.audit.AuditEventType;
import io.gatehouse.delivery.dispatch.Deliveries.DeliveryReport;
import io.gatehouse.delivery.dispatch.DeliveryFailure.DeliveryFailed;
import io.gatehouse.delivery.message.CodePurpose;
import io.gatehouse.delivery.message.OutgoingMessage.CodeMessage;
import io.gatehouse.delivery.message.OutgoingMessage.DeliveryId;
import io.gatehouse.delivery.provider.SendFailure;
import io.gatehouse.delivery.provider.SendResult.Refused;
import io.gatehouse.realm.Role;
import io.gatehouse.testing.Fakes;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DeliveriesTest {
    private static final Refused REFUSED = new Refused(SendFailure.UNREACHABLE, "30003");

    private final Fakes fakes = new Fakes();
    private final Deliveries deliveries = fakes.dispatch.deliveries;
    private final Administrator ada = fakes.administrator(fakes.realm("deliveries"), "ada@example.com", Role.OPERATOR);
    private final DeliveryId id = new DeliveryId(UUID.randomUUID());

    @BeforeEach
    void queue() {
        deliveries.queued(
                id,
                new CodeMessage(
                        ada.realm(),
                        ada.id(),
                        CodePurpose.SIGN_IN,
                        new MobileNumber("+491751234567"),
                        true,
                        "123456",
                        "KTR",
                        "https://gatehouse.example/n/1",
                        "Acme",
                        Locale.ENGLISH,
                        Duration.ofMinutes(5),
                        Fakes.REQUESTER,
                        fakes.clock.instant()));
    }

    @Test
    void a_code_that_no_provider_accepted_does_not_count() {
        deliveries.failed(id, Fakes.REQUESTER, REFUSED);
        assertFailed();
        assertThat(fakes.dispatch.failures()).contains(new DeliveryFailed(id, ada.id(), CodePurpose.SIGN_IN));
    }

    @Test
    void a_code_that_was_accepted_and_not_delivered_counts() {
        deliveries.sent(id, "SM1");
        deliveries.reported(Optional.of(id), DeliveryReport.failed("SM1", REFUSED), Fakes.REQUESTER);
        assertFailed();
        assertThat(fakes.dispatch.failures()).noneMatch(DeliveryFailed.class::isInstance);
    }

    private void assertFailed() {
        assertThat(deliveries.fate(id).failure()).contains(SendFailure.UNREACHABLE);
        assertThat(fakes.audit.details(AuditEventType.DELIVERY_FAILED)).isPresent();
    }
}
