package io.gatehouse.delivery.dispatch;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.administrator.MobileNumber;
import io.gatehouse.delivery.DeliveryFixture;
import io.gatehouse.delivery.dispatch.Deliveries.DeliveryState;
import io.gatehouse.delivery.message.OutgoingMessage.CodeMessage;
import io.gatehouse.delivery.message.OutgoingMessage.DeliveryId;
import io.gatehouse.kernel.DeliveryUnavailableException;
import io.gatehouse.otp.CodeLockout;
import io.gatehouse.otp.CodeLockout.Scope;
import io.gatehouse.otp.CodeLockoutConfig;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.RealmSettings.MfaMethod;
import io.gatehouse.testing.GatehouseTest;
import io.gatehouse.testing.SignInClient;
import io.gatehouse.testing.TestMail;
import io.gatehouse.testing.TestRealms;
import io.gatehouse.testing.TestSms;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Recording and sending of dispatched messages. */
@GatehouseTest
class MessageDispatcherIT {
    @Inject
    DeliveryFixture deliveryFixture;

    @Inject
    TestRealms testRealms;

    @Inject
    MessageDispatcher dispatcher;

    @Inject
    Deliveries deliveries;

    @Inject
    DeliveryConfig config;

    @Inject
    CodeLockout guard;

    @Inject
    CodeLockoutConfig guardConfig;

    @Inject
    EntityManager database;

    @Test
    void keeps_neither_code_nor_address() {
        Administrator administrator = deliveryFixture.administrator();
        DeliveryId id = deliveryFixture.deliver(deliveryFixture.message(administrator, administrator.email()));
        String row = row(id);
        assertThat(row)
                .contains("SENT", administrator.email().hint(), "KTR", "<" + id + "@localhost>")
                .doesNotContain(DeliveryFixture.CODE, administrator.email().value());
    }

    @Test
    void sends_nothing_when_the_transaction_rolls_back() {
        Administrator administrator = deliveryFixture.administrator();
        var id = new DeliveryId(UUID.randomUUID());
        QuarkusTransaction.begin();
        dispatcher.dispatch(id, deliveryFixture.message(administrator, administrator.email()));
        QuarkusTransaction.rollback();
        // Anything posted before would have been sent before this one, or with it.
        deliveryFixture.deliver(deliveryFixture.message(administrator, administrator.email()));

        assertThat(TestMail.allTo(administrator.email().value())).hasSize(1);
        assertThat(rows(id)).isZero();
    }

    @Test
    void sends_nothing_before_the_transaction_commits() {
        Administrator administrator = deliveryFixture.administrator();
        Administrator other = deliveryFixture.administrator();
        var id = new DeliveryId(UUID.randomUUID());
        QuarkusTransaction.begin();
        dispatcher.dispatch(id, deliveryFixture.message(administrator, administrator.email()));
        deliveryFixture.deliver(deliveryFixture.message(other, other.email()));
        assertThat(TestMail.allTo(administrator.email().value())).isEmpty();
        QuarkusTransaction.commit();

        deliveryFixture.awaitState(id, DeliveryState.SENT);
        assertThat(TestMail.allTo(administrator.email().value())).hasSize(1);
    }

    @Test
    void throws_when_the_queue_is_full_and_releases_the_slots() {
        Administrator administrator = deliveryFixture.administrator();
        CodeMessage message = deliveryFixture.message(administrator, administrator.email());
        var first = new DeliveryId(UUID.randomUUID());
        assertThatThrownBy(() -> QuarkusTransaction.requiringNew().run(() -> {
                    dispatcher.dispatch(first, message);
                    for (int i = 0; i < config.queueSize(); i++) {
                        dispatcher.dispatch(new DeliveryId(UUID.randomUUID()), message);
                    }
                }))
                .isInstanceOf(DeliveryUnavailableException.class);

        assertThat(rows(first)).isZero();
        deliveryFixture.deliver(message);
        assertThat(TestMail.allTo(administrator.email().value())).hasSize(1);
    }

    @Test
    void responds_service_unavailable_when_the_queue_is_full() {
        Realm realm = testRealms.realm(MfaMethod.EMAIL);
        Administrator administrator = testRealms.administrator(realm);
        CodeMessage message = deliveryFixture.message(administrator, administrator.email());
        QuarkusTransaction.begin();
        for (int i = 0; i < config.queueSize(); i++) {
            dispatcher.dispatch(new DeliveryId(UUID.randomUUID()), message);
        }
        Response answer = SignInClient.of(realm).start(administrator.email().value(), TestRealms.PASSWORD);
        QuarkusTransaction.rollback();

        answer.then()
                .statusCode(503)
                .header("Retry-After", notNullValue())
                .body("code", equalTo("delivery_unavailable"));
    }

    @Test
    void waits_for_no_provider() {
        Administrator slow = deliveryFixture.administrator();
        MobileNumber number = slow.phone().orElseThrow();
        TestSms.twilio()
                .register(post(urlPathMatching(".*/Messages\\.json"))
                        .withRequestBody(containing(number.value().substring(1)))
                        .willReturn(aResponse().withStatus(400).withFixedDelay(4000)));
        Administrator quick = deliveryFixture.administrator();
        DeliveryId waiting = deliveryFixture.dispatch(deliveryFixture.message(slow, number));
        deliveryFixture.deliver(deliveryFixture.message(quick, quick.email()));

        assertThat(deliveries.fate(waiting).state()).isEqualTo(DeliveryState.QUEUED);
        deliveryFixture.awaitState(waiting, DeliveryState.FAILED);
    }

    @Test
    void a_message_that_failed_does_not_count_as_sent() {
        Administrator administrator = deliveryFixture.administrator();
        MobileNumber number = administrator.phone().orElseThrow();
        TestSms.twilio()
                .register(post(urlPathMatching(".*/Messages\\.json"))
                        .withRequestBody(containing(number.value().substring(1)))
                        .willReturn(aResponse().withStatus(400).withBody("{\"code\":21211,\"status\":400}")));
        for (int i = 0; i < guardConfig.unusedSends() + 1; i++) {
            QuarkusTransaction.requiringNew().run(() -> guard.sent(administrator.id(), Scope.SIGN_IN));
            deliveryFixture.awaitState(
                    deliveryFixture.dispatch(deliveryFixture.message(administrator, number)), DeliveryState.FAILED);
        }

        assertThat(QuarkusTransaction.requiringNew()
                        .call(() -> guard.sendingLockedUntil(administrator.id(), Scope.SIGN_IN)))
                .isEmpty();
        assertThat(audited(administrator)).isEqualTo(guardConfig.unusedSends() + 1L);
    }

    @Test
    void an_expired_code_is_not_sent() {
        Administrator administrator = deliveryFixture.administrator();
        CodeMessage message = deliveryFixture.message(administrator, administrator.email());
        var late = new CodeMessage(
                message.realm(),
                message.administrator(),
                message.purpose(),
                message.destination(),
                message.proven(),
                message.code(),
                message.tag(),
                message.reportUrl(),
                message.realmName(),
                message.locale(),
                message.validFor(),
                message.requester(),
                message.requestedAt().minus(message.validFor()));
        deliveryFixture.awaitState(deliveryFixture.dispatch(late), DeliveryState.FAILED);

        assertThat(TestMail.allTo(administrator.email().value())).isEmpty();
    }

    private String row(DeliveryId id) {
        return QuarkusTransaction.requiringNew().call(() -> (String) database.createNativeQuery(
                        "select cast(row_to_json(delivery) as text) from delivery where id = :id", String.class)
                .setParameter("id", id.value())
                .getSingleResult());
    }

    private long rows(DeliveryId id) {
        return count("select count(*) from delivery where id = :id", id.value());
    }

    private long audited(Administrator administrator) {
        return count(
                "select count(*) from audit_event where subject_id = :id and type = 'DELIVERY_FAILED'"
                        + " and details->>'error' = 'twilio_21211'",
                administrator.id().value());
    }

    private long count(String query, UUID id) {
        return QuarkusTransaction.requiringNew().call(() -> (long) database.createNativeQuery(query, Long.class)
                .setParameter("id", id)
                .getSingleResult());
    }
}
