package io.gatehouse.faults;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.administrator.EmailAddress;
import io.gatehouse.kernel.Requester;
import io.gatehouse.mailrequest.MailRequests;
import io.gatehouse.mailrequest.MailRequests.Kind;
import io.gatehouse.realm.Realm;
import io.gatehouse.testing.Database;
import io.gatehouse.testing.GatehouseTest;
import io.gatehouse.testing.Instance;
import io.gatehouse.testing.MailedLink;
import io.gatehouse.testing.Parallel;
import io.gatehouse.testing.TestMail;
import io.gatehouse.testing.TestRealms;
import io.gatehouse.testing.TwoInstanceCluster;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Requests for a reset link over two instances. */
@GatehouseTest
class ResetRequestsIT {
    private static final Requester STRANGER = new Requester("198.51.100.7", "", "stranger");

    private final Instance one = TwoInstanceCluster.shared().one();
    private final Instance other = TwoInstanceCluster.shared().other();

    @Inject
    TestRealms town;

    @Inject
    MailRequests requests;

    @Inject
    Database database;

    @Test
    void of_16_parallel_ones_over_both_one_link_is_mailed_and_valid() {
        Realm realm = town.realm();
        Administrator person = town.administrator(realm);
        List<Instance> turns = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            turns.addAll(List.of(one, other));
        }
        assertThat(Parallel.each(
                        turns,
                        instance -> request(instance, realm, person.email()).statusCode()))
                .containsOnly(202);
        String token =
                MailedLink.in(TestMail.latestTo(person.email().value()).text()).token();
        await().until(() -> database.mailRequestsOf(person) == 0);
        assertThat(database.linksOf(person)).isEqualTo(1);
        given().contentType("application/json")
                .body(Map.of("token", token))
                .post(other.url("/api/v1/realms/" + realm.slug() + "/password-reset/open"))
                .then()
                .statusCode(200);
    }

    @Test
    void for_unknown_addresses_delay_neither_the_realm_nor_others() {
        Realm flooded = town.realm();
        Realm quiet = town.realm();
        Administrator here = town.administrator(flooded);
        Administrator there = town.administrator(quiet);
        for (int i = 0; i < 2000; i++) {
            requests.add(
                    Kind.PASSWORD_RESET,
                    Optional.of(flooded.id()),
                    new EmailAddress("unknown" + i + "@example.com"),
                    STRANGER);
        }
        requests.add(Kind.PASSWORD_RESET, Optional.of(flooded.id()), here.email(), STRANGER);
        requests.add(Kind.PASSWORD_RESET, Optional.of(quiet.id()), there.email(), STRANGER);
        await().atMost(Duration.ofSeconds(10)).until(() -> database.linksOf(here) == 1 && database.linksOf(there) == 1);
    }

    private static Response request(Instance instance, Realm realm, EmailAddress email) {
        return given().contentType("application/json")
                .body(Map.of("email", email.value()))
                .post(instance.url("/api/v1/realms/" + realm.slug() + "/password-reset"));
    }
}
