package io.gatehouse.faults;

import static io.gatehouse.faults.Unavailable.assertUnavailable;
import static io.gatehouse.testing.SignInClient.codeIn;
import static io.gatehouse.testing.SignInClient.mailedCode;
import static io.gatehouse.testing.SignInClient.otherThan;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.lessThan;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.authenticator.TestApp;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.RealmSettings;
import io.gatehouse.realm.RealmSettings.AuthenticatorUse;
import io.gatehouse.realm.RealmSettings.MfaMethod;
import io.gatehouse.realm.Realms;
import io.gatehouse.realm.Role;
import io.gatehouse.testing.Database;
import io.gatehouse.testing.GatehouseTest;
import io.gatehouse.testing.Instance;
import io.gatehouse.testing.Parallel;
import io.gatehouse.testing.RedisProcess;
import io.gatehouse.testing.SignInClient;
import io.gatehouse.testing.TestMail;
import io.gatehouse.testing.TestRealms;
import io.gatehouse.testing.TwoInstanceCluster;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Losing Redis costs people a restart of their sign-in; it lets nobody in and lifts no lock. */
@GatehouseTest
class RedisFaultIT {
    /** A second, and what client and a busy machine add, whose missing processor time does not count. */
    private static final Duration SOON = Duration.ofSeconds(4);

    /** As {@link #SOON}, for several requests that wait for the account's lock one after the other. */
    private static final Duration LONG = Duration.ofSeconds(10);

    private static final Duration RECOVERED = Duration.ofSeconds(10);

    private final Instance instance = TwoInstanceCluster.shared().one();
    private final RedisProcess redis = TwoInstanceCluster.shared().redis();

    @Inject
    TestRealms town;

    @Inject
    Realms realms;

    @Inject
    Database database;

    private Realm realm;
    private Administrator person;
    private SignInClient client;
    private String id;
    private String code;

    @BeforeEach
    void sign_in_half_way() {
        realm = town.realm(MfaMethod.EMAIL);
        person = town.administrator(realm);
        client = instance.signIn(realm);
        id = client.begin(person);
        code = mailedCode(person);
    }

    @Nested
    class A_Redis_that_hangs {
        @Test
        void makes_a_sign_in_unavailable_soon_and_leaves_the_rest_alone() {
            redis.freeze();
            try {
                assertUnavailable(client.start(person.email().value(), TestRealms.PASSWORD), SOON);
                assertUnavailable(client.verify(id, code), SOON);
                assertUnavailable(client.state(id), SOON);
                keys().then().statusCode(200).time(lessThan(SOON.toMillis()));
                assertThat(instance.isUp("live")).isTrue();
            } finally {
                redis.resume();
            }
            client.verify(id, code).then().statusCode(200);
            assertThat(database.sessionsOf(person)).isEqualTo(1);
        }

        @Test
        void adds_no_authenticator() {
            Realm allowing = town.realm();
            Administrator owner = town.administrator(allowing);
            String token = instance.signIn(allowing)
                    .start(owner.email().value(), TestRealms.PASSWORD)
                    .jsonPath()
                    .getString("tokens.accessToken");
            RealmSettings settings = allowing.settings();
            realms.update(
                    allowing,
                    settings.with(settings.mfa()
                            .enabledWith(MfaMethod.EMAIL)
                            .withAuthenticators(
                                    AuthenticatorUse.ALLOWED,
                                    AuthenticatorUse.ALLOWED,
                                    settings.mfa().minimum())));
            database.proveSecondFactor(owner);
            var app = new TestApp(
                    account(allowing, token, "/totp", Map.of()).jsonPath().getString("secret"));
            Map<String, String> typed = Map.of("code", app.code(Instant.now()));
            redis.freeze();
            try {
                assertUnavailable(account(allowing, token, "/totp", Map.of()), SOON);
                assertUnavailable(account(allowing, token, "/totp/verify", typed), SOON);
                assertUnavailable(account(allowing, token, "/passkeys", Map.of()), SOON);
                assertUnavailable(
                        account(allowing, token, "/passkeys/verify", Map.of("name", "x", "credential", Map.of())),
                        SOON);
            } finally {
                redis.resume();
            }
            account(allowing, token, "/totp/verify", typed).then().statusCode(204);
        }

        private Response account(Realm of, String token, String path, Map<String, ?> body) {
            return given().auth()
                    .oauth2(token)
                    .contentType("application/json")
                    .body(body)
                    .post(instance.url("/api/v1/realms/" + of.slug() + "/account" + path));
        }

        /** What still waits in its sockets when it goes on does nothing any more. */
        @Test
        void counts_nothing_that_was_answered_unavailable() {
            redis.freeze();
            try {
                assertThat(Parallel.times(8, () -> client.start(person.email().value(), TestRealms.PASSWORD)))
                        .allSatisfy(answer -> assertUnavailable(answer, LONG));
                assertThat(Parallel.times(2, () -> client.verify(id, otherThan(code))))
                        .allSatisfy(answer -> assertUnavailable(answer, LONG));
            } finally {
                redis.resume();
            }
            client.state(id).then().statusCode(200).body("code.attemptsLeft", equalTo(5));
            client.start(person.email().value(), TestRealms.PASSWORD).then().statusCode(200);
            client.verify(id, code).then().statusCode(200);
        }

        @Test
        void lets_no_form_that_requires_a_step_up_get_lost_without_notice() {
            Realm byPassword = town.realm();
            Administrator owner = town.administrator(byPassword, Role.SYSTEM_ADMINISTRATOR);
            Map<String, String> session = form(byPassword, "/sign-in", Map.of())
                    .formParam("email", owner.email().value())
                    .formParam("password", TestRealms.PASSWORD)
                    .post()
                    .cookies();
            database.execute("update session set authenticated_at = authenticated_at - interval '6 minutes'"
                    + " where administrator_id = '" + owner.id() + "'");
            redis.freeze();
            try {
                form(byPassword, "/console/administrators/invite", session)
                        .formParam("email", "invited@example.com")
                        .post()
                        .then()
                        .statusCode(503)
                        .body(containsString("if you sent a form, it is sent again"))
                        .time(lessThan(LONG.toMillis()));
            } finally {
                redis.resume();
            }
        }

        private RequestSpecification form(Realm realm, String page, Map<String, String> cookies) {
            return given().baseUri(
                            instance.url("/realms/" + realm.slug() + page).toString())
                    .accept("text/html")
                    .contentType("application/x-www-form-urlencoded; charset=utf-8")
                    .header("Sec-Fetch-Site", "same-origin")
                    .cookies(cookies)
                    .redirects()
                    .follow(false);
        }

        @Test
        void shows_in_the_health_but_drains_no_node() {
            assertThat(instance.isUp("well")).isTrue();
            redis.freeze();
            try {
                assertThat(instance.isUp("ready")).isTrue();
                assertThat(instance.isUp("well")).isFalse();
            } finally {
                redis.resume();
            }
        }

        @Test
        void is_survived_by_more_requests_than_there_are_connections() {
            redis.freeze();
            List<Response> answers;
            try {
                answers = Parallel.times(64, () -> client.verify(id, otherThan(code)));
            } finally {
                redis.resume();
            }
            assertThat(answers).extracting(Response::statusCode).contains(503).containsOnly(503, 429);
            await().atMost(Duration.ofSeconds(5)).until(() -> client.state(id).statusCode() == 200);
        }
    }

    @Nested
    class A_Redis_that_died {
        @Test
        void is_missed_soon_and_found_again_when_it_is_back() {
            redis.kill();
            try {
                assertUnavailable(client.start(person.email().value(), TestRealms.PASSWORD), SOON);
                assertUnavailable(client.verify(id, code), SOON);
                keys().then().statusCode(200);
                assertThat(instance.isUp("ready")).isTrue();
            } finally {
                redis.start();
            }
            await().atMost(Duration.ofSeconds(5))
                    .until(() -> client.verify(id, code).jsonPath().getString("code"), "sign_in_expired"::equals);
            assertThat(database.sessionsOf(person)).isZero();
            signIn();
        }
    }

    @Nested
    class A_Redis_that_was_flushed {
        @Test
        void has_the_sign_in_started_again() {
            redis.flush();
            client.verify(id, code).then().statusCode(401).body("code", equalTo("sign_in_expired"));
            assertThat(database.sessionsOf(person)).isZero();
            signIn();
        }

        @Test
        void lifts_no_lock() {
            for (String flow : List.of(id, client.begin(person))) {
                for (int i = 0; i < 5; i++) {
                    client.verify(flow, otherThan(code)).then().statusCode(401);
                }
            }
            redis.flush();
            assertLocked();
        }

        @Test
        void grants_no_further_codes_to_an_account_that_used_none() {
            for (int i = 0; i < 3; i++) {
                redis.flush();
                client.begin(person);
            }
            redis.flush();
            assertLocked();
        }

        private void assertLocked() {
            client.start(person.email().value(), TestRealms.PASSWORD)
                    .then()
                    .statusCode(429)
                    .body("code", equalTo("locked"));
        }
    }

    @Nested
    class A_Redis_that_is_full {
        @Test
        void makes_a_sign_in_unavailable_and_counts_no_try_it_did_not_evaluate() {
            await("the end of earlier outages")
                    .atMost(RECOVERED)
                    .until(() -> instance.timesLogged("store.unavailable: redis")
                            == instance.timesLogged("store.available: redis"));
            long outages = instance.timesLogged("store.unavailable: redis");
            redis.fill();
            try {
                assertUnavailable(client.start(person.email().value(), TestRealms.PASSWORD), SOON);
                assertUnavailable(client.verify(id, otherThan(code)), SOON);
                assertUnavailable(client.verify(id, code), SOON);
                assertThat(instance.isUp("well")).isFalse();
                assertThat(instance.timesLogged("store.unavailable: redis")).isEqualTo(outages + 1);
                assertThat(instance.hasLogged("OOM command not allowed")).isTrue();
            } finally {
                redis.drain();
            }
            await().atMost(RECOVERED).until(() -> instance.timesLogged("store.available: redis") == outages + 1);
            assertThat(instance.isUp("well")).isTrue();
            client.state(id).then().statusCode(200).body("code.attemptsLeft", equalTo(5));
            client.verify(id, code).then().statusCode(200);
        }
    }

    @Nested
    class A_Redis_that_was_dead_at_the_start {
        @Test
        void keeps_an_instance_from_being_ready_until_it_answers() {
            redis.freeze();
            try (Instance cold = TwoInstanceCluster.shared().cold()) {
                await("the start").atMost(Duration.ofSeconds(60)).until(() -> cold.isUp("live"));
                assertThat(cold.isUp("ready")).isFalse();
                redis.resume();
                await().atMost(RECOVERED).until(() -> cold.isUp("ready"));
                SignInClient first = cold.signIn(realm);
                assertThat(Parallel.times(8, () -> first.state(id)))
                        .allSatisfy(answer -> assertThat(answer.statusCode()).isEqualTo(200));
            } finally {
                redis.resume();
            }
        }
    }

    private Response keys() {
        return given().get(instance.url("/realms/" + realm.slug() + "/.well-known/jwks.json"));
    }

    private void signIn() {
        String address = person.email().value();
        int before = TestMail.allTo(address).size();
        String fresh = client.begin(person);
        client.verify(fresh, codeIn(TestMail.latestTo(address, before + 1).text()))
                .then()
                .statusCode(200);
    }
}
