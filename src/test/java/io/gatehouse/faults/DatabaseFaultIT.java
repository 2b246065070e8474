package io.gatehouse.faults;

import static io.gatehouse.faults.Unavailable.assertUnavailable;
import static io.gatehouse.testing.SignInClient.mailedCode;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.lessThan;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.RealmSettings.MfaMethod;
import io.gatehouse.testing.Database;
import io.gatehouse.testing.Database.Obstacle;
import io.gatehouse.testing.GatehouseTest;
import io.gatehouse.testing.Instance;
import io.gatehouse.testing.Parallel;
import io.gatehouse.testing.SignInClient;
import io.gatehouse.testing.TcpProxy;
import io.gatehouse.testing.TestRealms;
import io.gatehouse.testing.TwoInstanceCluster;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Without PostgreSQL nothing is granted; with it back, nothing that was acknowledged is lost. */
@GatehouseTest
class DatabaseFaultIT {
    private static final Duration WITHIN = Duration.ofMillis(3500);
    private static final Duration HUNG = Duration.ofSeconds(8);
    private static final Duration HEALED = Duration.ofSeconds(30);
    private static final int MORE_THAN_CONNECTIONS = 30;

    private final Instance instance = TwoInstanceCluster.shared().one();

    @Inject
    TestRealms town;

    @Inject
    Database database;

    @Nested
    class A_connection_that_is_cut {
        private final TcpProxy network = TwoInstanceCluster.shared().database();

        @Test
        void is_told_in_time_and_heals_by_itself() {
            Realm realm = town.realm();
            Administrator person = town.administrator(realm);
            SignInClient client = instance.signIn(realm);
            String token = client.start(person).getString("tokens.accessToken");
            network.cut();
            try {
                for (int i = 0; i < 5; i++) {
                    assertUnavailable(client.start(person.email().value(), TestRealms.PASSWORD), WITHIN);
                }
                assertUnavailable(account(realm, token), WITHIN);
                assertThat(instance.isUp("live")).isTrue();
                assertThat(instance.isUp("ready")).isFalse();
            } finally {
                network.mend();
            }
            await().atMost(HEALED).until(() -> account(realm, token).statusCode() == 200);
            await().atMost(HEALED).until(() -> instance.isUp("ready"));
            assertThat(client.start(person).getString("state")).isEqualTo("complete");
        }

        @Test
        void costs_an_instance_that_was_idle_meanwhile_not_one_request() {
            Realm realm = town.realm();
            Administrator person = town.administrator(realm);
            Instance idle = TwoInstanceCluster.shared().other();
            Parallel.times(10, () -> idle.signIn(realm).start("nobody@example.com", "fills the pool"));
            network.cut();
            network.mend();
            await("longer idle than connections are trusted")
                    .pollDelay(Duration.ofMillis(1100))
                    .until(() -> true);
            assertThat(Parallel.times(5, () -> idle.signIn(realm).start(person)))
                    .allSatisfy(answer -> assertThat(answer.getString("state")).isEqualTo("complete"));
        }
    }

    @Nested
    class A_database_that_hangs {
        private final TcpProxy network = TwoInstanceCluster.shared().database();

        @Test
        void is_told_in_seconds_while_keys_and_health_answer_and_heals_by_itself() {
            Realm realm = town.realm();
            Administrator person = town.administrator(realm);
            SignInClient client = instance.signIn(realm);
            client.start(person);
            keys(realm).then().statusCode(200);
            network.freeze();
            try {
                assertUnavailable(client.start(person.email().value(), TestRealms.PASSWORD), HUNG);
                assertUnavailable(client.start(person.email().value(), TestRealms.PASSWORD), HUNG);
                keys(realm).then().statusCode(200).body("keys", hasSize(2)).time(lessThan(HUNG.toMillis()));
                assertThat(instance.isUp("live")).isTrue();
                assertThat(instance.isUp("ready")).isFalse();
            } finally {
                network.mend();
            }
            await().atMost(HEALED).until(() -> instance.isUp("ready"));
            await().atMost(HEALED)
                    .until(() -> client.start(person.email().value(), TestRealms.PASSWORD)
                                    .statusCode()
                            == 200);
        }
    }

    @Nested
    class A_pool_that_is_exhausted {
        @Test
        void is_told_in_two_seconds_while_keys_and_health_answer() {
            Realm realm = town.realm(MfaMethod.EMAIL);
            SignInClient client = instance.signIn(realm);
            List<String> flows = Stream.generate(() -> client.begin(town.administrator(realm)))
                    .limit(MORE_THAN_CONNECTIONS)
                    .toList();
            keys(realm).then().statusCode(200);
            try (Obstacle obstacle = database.holdAccounts(realm)) {
                CompletableFuture<List<Response>> crowd =
                        CompletableFuture.supplyAsync(() -> Parallel.each(flows, client::state));
                obstacle.awaitMet();
                keys(realm).then().statusCode(200);
                assertThat(instance.isUp("live")).isTrue();
                assertThat(crowd.join()).allSatisfy(answer -> assertUnavailable(answer, HUNG));
                assertThat(crowd.join())
                        .as("those who found no connection")
                        .filteredOn(answer -> answer.time() < WITHIN.toMillis())
                        .isNotEmpty();
            }
            client.state(flows.get(0)).then().statusCode(200);
        }
    }

    @Nested
    class A_disk_that_is_full {
        @Test
        void shows_in_the_health_and_drains_no_node() {
            assertThat(instance.isUp("well")).isTrue();
            database.execute(
                    "create function no_space() returns trigger language plpgsql as"
                            + " $$ begin raise exception 'could not extend file: No space left' using errcode = '53100'; end $$");
            database.execute("create trigger no_space before insert on store_check execute function no_space()");
            try {
                assertThat(instance.isUp("well")).isFalse();
                assertThat(instance.isUp("ready")).isTrue();
                assertThat(instance.hasLogged("store.unavailable: database (ERROR: could not extend file"))
                        .isTrue();
            } finally {
                database.execute("drop function no_space cascade");
            }
            await().atMost(HEALED).until(() -> instance.isUp("well"));
        }
    }

    @Nested
    class An_audit_row_that_cannot_be_written {
        @Test
        void costs_the_session_and_the_token() {
            Realm realm = town.realm();
            Administrator person = town.administrator(realm);
            SignInClient client = instance.signIn(realm);
            database.refusingRows("audit_event", realm, () -> {
                Response answer = client.start(person.email().value(), TestRealms.PASSWORD);
                assertUnavailable(answer, WITHIN);
                assertThat(answer.asString())
                        .doesNotContainIgnoringCase("token")
                        .doesNotContain("space left");
            });
            assertThat(database.sessionsOf(person)).isZero();
            assertThat(client.start(person).getString("state")).isEqualTo("complete");
        }

        @Test
        void costs_the_code_too() {
            Realm realm = town.realm(MfaMethod.EMAIL);
            Administrator person = town.administrator(realm);
            SignInClient client = instance.signIn(realm);
            String id = client.begin(person);
            String code = mailedCode(person);
            database.refusingRows("audit_event", realm, () -> {
                assertUnavailable(client.verify(id, code), WITHIN);
            });
            client.verify(id, code).then().statusCode(401).body("code", equalTo("sign_in_expired"));
            assertThat(database.sessionsOf(person)).isZero();
        }
    }

    private Response keys(Realm realm) {
        return given().get(instance.url("/realms/" + realm.slug() + "/.well-known/jwks.json"));
    }

    private Response account(Realm realm, String token) {
        return given().auth().oauth2(token).get(instance.url("/api/v1/realms/" + realm.slug() + "/account"));
    }
}
