package io.gatehouse.delivery.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.delivery.DeliveryFixture;
import io.gatehouse.delivery.message.OutgoingMessage.DeliveryId;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.Role;
import io.gatehouse.testing.GatehouseTest;
import io.gatehouse.testing.SessionClient;
import io.gatehouse.testing.TestClock;
import io.gatehouse.testing.TestRealms;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The deliveries as shown to a realm's administrators. */
@GatehouseTest
class DeliveriesIT {
    @Inject
    TestRealms testRealms;

    @Inject
    DeliveryFixture deliveryFixture;

    @Inject
    Deliveries deliveries;

    @Inject
    TestClock clock;

    private Realm realm;
    private Administrator administrator;

    @BeforeEach
    void build() {
        realm = testRealms.realm();
        administrator = testRealms.enrolled(realm);
    }

    @Test
    void every_role_sees_the_state_of_a_code_but_no_address_and_no_code() {
        DeliveryId id = deliveryFixture.deliver(
                deliveryFixture.message(administrator, administrator.phone().orElseThrow()));
        QuarkusTransaction.requiringNew().run(() -> deliveries.consume(id));
        for (Role role : Role.values()) {
            as(role).get("/deliveries")
                    .then()
                    .statusCode(200)
                    .body("items", hasSize(1))
                    .body("items[0].id", equalTo(id.toString()))
                    .body("items[0].administrator", equalTo(administrator.id().toString()))
                    .body("items[0].channel", equalTo("sms"))
                    .body(
                            "items[0].to",
                            equalTo(administrator.phone().orElseThrow().hint()))
                    .body("items[0].country", equalTo("DE"))
                    .body("items[0].purpose", equalTo("sign_in"))
                    .body("items[0].tag", equalTo("KTR"))
                    .body("items[0].state", equalTo("sent"))
                    .body("items[0].usedAt", notNullValue())
                    .body("next", nullValue());
        }
        String all = as(Role.OBSERVER).get("/deliveries").asString();
        assertThat(all)
                .doesNotContain(
                        DeliveryFixture.CODE,
                        administrator.phone().orElseThrow().value());
    }

    @Test
    void is_paged_and_filtered() {
        for (int i = 0; i < 3; i++) {
            deliveryFixture.deliver(
                    deliveryFixture.message(administrator, administrator.phone().orElseThrow()));
            clock.advance(Duration.ofSeconds(1));
        }
        Instant before = clock.instant();
        clock.advance(Duration.ofSeconds(1));
        DeliveryId mail = deliveryFixture.deliver(deliveryFixture.message(administrator, administrator.email()));

        List<String> seen = new ArrayList<>();
        String next = "";
        while (next != null) {
            RequestSpecification request = as(Role.OBSERVER).queryParam("limit", 2);
            var page = (next.isEmpty() ? request : request.queryParam("after", next))
                    .get("/deliveries")
                    .jsonPath();
            seen.addAll(page.getList("items.id"));
            next = page.getString("next");
        }
        assertThat(seen).hasSize(4).doesNotHaveDuplicates().first().isEqualTo(mail.toString());
        filtered("channel", "email").body("items.id", contains(mail.toString()));
        filtered("from", before.toString()).body("items.id", contains(mail.toString()));
        filtered("to", before.toString()).body("items", hasSize(3)).body("items.id", not(contains(mail.toString())));
        filtered("state", "failed").body("items", hasSize(0));
        for (String wrong : List.of("channel=pigeon", "state=lost", "from=today", "limit=0", "after=x")) {
            as(Role.OBSERVER)
                    .get("/deliveries?" + wrong)
                    .then()
                    .statusCode(400)
                    .body("code", equalTo("invalid_request"))
                    .body("errors[0].field", equalTo(wrong.split("=")[0]));
        }
    }

    @Test
    void shows_nothing_of_another_realm() {
        DeliveryId id = deliveryFixture.deliver(deliveryFixture.message(administrator, administrator.email()));
        Realm other = testRealms.realm();
        Administrator stranger = testRealms.administrator(other, Role.SYSTEM_ADMINISTRATOR);
        SessionClient.as(other, stranger)
                .get("/deliveries")
                .then()
                .statusCode(200)
                .body("items", hasSize(0));
        SessionClient.as(other, stranger)
                .queryParam("after", id.toString())
                .get("/deliveries")
                .then()
                .body("items", hasSize(0));
        SessionClient.as(other, stranger)
                .basePath("/api/v1/realms/" + realm.slug())
                .get("/deliveries")
                .then()
                .statusCode(401)
                .body(not(containsString(id.toString())));
    }

    private io.restassured.response.ValidatableResponse filtered(String name, String value) {
        return as(Role.OBSERVER)
                .queryParam(name, value)
                .get("/deliveries")
                .then()
                .statusCode(200);
    }

    private RequestSpecification as(Role role) {
        return SessionClient.as(realm, testRealms.administrator(realm, role));
    }
}
