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
import io.gatehouse.delivery.message.CodeMessage;
import io.gatehouse.delivery.message.CodePurpose;
import io.gatehouse.delivery.message.DeliveryId;
import io.gatehouse.kernel.DeliveryUnavailableException;
import io.gatehouse.otp.CodeLockout;
import io.gatehouse.otp.CodeLockoutConfig;
import io.gatehouse.realm.MfaMethod;
import io.gatehouse.realm.Realm;
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

/** What is recorded, what is sent, and what never is. */
@GatehouseTest
class MessageDispatcherIT {
    @Inject
    DeliveryFixture post;

    @Inject
    TestRealms town;

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
        Administrator person = post.somebody();
        DeliveryId id = post.deliver(post.message(person, person.email()));
        String row = row(id);
        assertThat(row)
                .contains("SENT", person.email().hint(), "KTR", "<" + id + "@localhost>")
                .doesNotContain(DeliveryFixture.CODE, person.email().value());
    }

    @Test
    void sends_nothing_when_the_transaction_rolls_back() {
        Administrator person = post.somebody();
        var id = new DeliveryId(UUID.randomUUID());
        QuarkusTransaction.begin();
        dispatcher.dispatch(id, post.message(person, person.email()));
        QuarkusTransaction.rollback();
        // Whatever that had set going would have been sent before this one, or with it.
        post.deliver(post.message(person, person.email()));

        assertThat(TestMail.allTo(person.email().value())).hasSize(1);
        assertThat(rows(id)).isZero();
    }

    @Test
    void sends_nothing_before_the_transaction_commits() {
        Administrator person = post.somebody();
        Administrator other = post.somebody();
        var id = new DeliveryId(UUID.randomUUID());
        QuarkusTransaction.begin();
        dispatcher.dispatch(id, post.message(person, person.email()));
        post.deliver(post.message(other, other.email()));
        assertThat(TestMail.allTo(person.email().value())).isEmpty();
        QuarkusTransaction.commit();

        post.awaitState(id, DeliveryState.SENT);
        assertThat(TestMail.allTo(person.email().value())).hasSize(1);
    }

    @Test
    void refuses_what_has_no_place_in_the_queue_and_gives_the_places_back() {
        Administrator person = post.somebody();
        CodeMessage message = post.message(person, person.email());
        var first = new DeliveryId(UUID.randomUUID());
        assertThatThrownBy(() -> QuarkusTransaction.requiringNew().run(() -> {
                    dispatcher.dispatch(first, message);
                    for (int i = 0; i < config.queueSize(); i++) {
                        dispatcher.dispatch(new DeliveryId(UUID.randomUUID()), message);
                    }
                }))
                .isInstanceOf(DeliveryUnavailableException.class);

        assertThat(rows(first)).isZero();
        post.deliver(message);
        assertThat(TestMail.allTo(person.email().value())).hasSize(1);
    }

    @Test
    void a_client_is_told_when_no_place_is_left() {
        Realm realm = town.realm(MfaMethod.EMAIL);
        Administrator person = town.administrator(realm);
        CodeMessage message = post.message(person, person.email());
        QuarkusTransaction.begin();
        for (int i = 0; i < config.queueSize(); i++) {
            dispatcher.dispatch(new DeliveryId(UUID.randomUUID()), message);
        }
        Response answer = SignInClient.of(realm).start(person.email().value(), TestRealms.PASSWORD);
        QuarkusTransaction.rollback();

        answer.then()
                .statusCode(503)
                .header("Retry-After", notNullValue())
                .body("code", equalTo("delivery_unavailable"));
    }

    @Test
    void waits_for_no_provider() {
        Administrator slow = post.somebody();
        MobileNumber number = slow.phone().orElseThrow();
        TestSms.twilio()
                .register(post(urlPathMatching(".*/Messages\\.json"))
                        .withRequestBody(containing(number.value().substring(1)))
                        .willReturn(aResponse().withStatus(400).withFixedDelay(4000)));
        Administrator quick = post.somebody();
        DeliveryId waiting = post.dispatch(post.message(slow, number));
        post.deliver(post.message(quick, quick.email()));

        assertThat(deliveries.fate(waiting).state()).isEqualTo(DeliveryState.QUEUED);
        post.awaitState(waiting, DeliveryState.FAILED);
    }

    @Test
    void a_message_that_failed_does_not_count_as_sent() {
        Administrator person = post.somebody();
        MobileNumber number = person.phone().orElseThrow();
        TestSms.twilio()
                .register(post(urlPathMatching(".*/Messages\\.json"))
                        .withRequestBody(containing(number.value().substring(1)))
                        .willReturn(aResponse().withStatus(400).withBody("{\"code\":21211,\"status\":400}")));
        for (int i = 0; i < guardConfig.unusedSends() + 1; i++) {
            QuarkusTransaction.requiringNew().run(() -> guard.sent(person.id(), CodePurpose.SIGN_IN));
            post.awaitState(post.dispatch(post.message(person, number)), DeliveryState.FAILED);
        }

        assertThat(QuarkusTransaction.requiringNew()
                        .call(() -> guard.sendingLockedUntil(person.id(), CodePurpose.SIGN_IN)))
                .isEmpty();
        assertThat(audited(person)).isEqualTo(guardConfig.unusedSends() + 1L);
    }

    @Test
    void a_code_whose_time_is_over_is_not_sent() {
        Administrator person = post.somebody();
        CodeMessage message = post.message(person, person.email());
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
        post.awaitState(post.dispatch(late), DeliveryState.FAILED);

        assertThat(TestMail.allTo(person.email().value())).isEmpty();
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

    private long audited(Administrator person) {
        return count(
                "select count(*) from audit_event where subject_id = :id and type = 'DELIVERY_FAILED'"
                        + " and details->>'error' = 'twilio_21211'",
                person.id().value());
    }

    private long count(String query, UUID id) {
        return QuarkusTransaction.requiringNew().call(() -> (long) database.createNativeQuery(query, Long.class)
                .setParameter("id", id)
                .getSingleResult());
    }
}
