package io.gatehouse.faults;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static io.gatehouse.testing.SignInClient.mailedCode;
import static io.gatehouse.testing.SignInClient.otherThan;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import com.github.tomakehurst.wiremock.client.WireMock;
import io.gatehouse.administrator.Administrator;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.RealmSettings.MfaMethod;
import io.gatehouse.testing.Artifact;
import io.gatehouse.testing.Database;
import io.gatehouse.testing.Database.Obstacle;
import io.gatehouse.testing.GatehouseTest;
import io.gatehouse.testing.Instance;
import io.gatehouse.testing.SignInClient;
import io.gatehouse.testing.TestClock;
import io.gatehouse.testing.TestMail;
import io.gatehouse.testing.TestRealms;
import io.gatehouse.testing.TestSms;
import io.gatehouse.testing.TwoInstanceCluster;
import io.quarkus.scheduler.Scheduler;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An instance killed in the middle of a code: the try counts, and no code ever makes two sessions. */
@GatehouseTest
class KilledInstanceIT {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final TwoInstanceCluster installation = TwoInstanceCluster.shared();

    @Inject
    TestRealms town;

    @Inject
    Database database;

    @Inject
    TestClock clock;

    @Inject
    Scheduler scheduler;

    private Instance doomed;
    private Realm realm;
    private Administrator person;
    private SignInClient survivor;
    private String id;
    private String code;

    @BeforeEach
    void sign_in_half_way() {
        doomed = installation.more();
        realm = town.realm(MfaMethod.EMAIL);
        person = town.administrator(realm);
        survivor = installation.other().signIn(realm);
        id = survivor.begin(person);
        code = mailedCode(person);
    }

    @AfterEach
    void leave_none_behind() {
        doomed.kill();
    }

    @Test
    void after_consuming_the_code_it_leaves_no_session_and_no_second_try() {
        try (Obstacle obstacle = database.holdRows("session", realm)) {
            CompletableFuture<Response> unanswered = verify(code);
            obstacle.awaitMet();
            doomed.kill();
            assertThat(unanswered).failsWithin(PATIENCE);
        }
        survivor.verify(id, code).then().statusCode(401).body("code", equalTo("sign_in_expired"));
        assertThat(database.sessionsOf(person)).isZero();
    }

    @Test
    void after_comparing_a_wrong_code_it_has_counted_it() {
        try (Obstacle obstacle = database.holdRows("audit_event", realm)) {
            CompletableFuture<Response> unanswered = verify(otherThan(code));
            obstacle.awaitMet();
            doomed.kill();
            assertThat(unanswered).failsWithin(PATIENCE);
        }
        survivor.state(id).then().statusCode(200).body("code.attemptsLeft", equalTo(4));
        survivor.verify(id, code).then().statusCode(200);
    }

    @Test
    void while_redis_hangs_it_leaves_one_session_at_most() {
        installation.redis().freeze();
        try {
            CompletableFuture<Response> unanswered = verify(code);
            doomed.kill();
            assertThat(unanswered).failsWithin(PATIENCE);
        } finally {
            installation.redis().resume();
        }
        int status = survivor.verify(id, code).statusCode();
        assertThat(database.sessionsOf(person)).isEqualTo(status == 200 ? 1 : 0);
        survivor.verify(id, code).then().statusCode(401);
        assertThat(database.sessionsOf(person)).isLessThanOrEqualTo(1);
    }

    @Test
    void with_a_mail_committed_and_not_sent_it_leaves_one_that_is_sent_once_by_another() {
        Artifact.needsTheApplicationHere("The scheduler");
        String address = person.email().value();
        TestMail.hold(address);
        // Not even looked at by the application under test, whose clock other tests have put forward.
        scheduler.pause();
        try {
            for (int i = 0; i < 3; i++) {
                doomed.signIn(realm).verify(id, otherThan(code)).then().statusCode(401);
            }
            await("the doomed one to send it").until(() -> database.mailAttemptsFor(person) > 0);
            doomed.kill();
            assertThat(TestMail.allTo(address)).hasSize(1);
            TestMail.accept(address);
            // As old by that clock as by the doomed one's, and its sender given up.
            database.execute("update mail_outbox set next_attempt_at = '" + clock.instant() + "', give_up_at = '"
                    + clock.instant() + "'::timestamptz + (give_up_at - created_at) where administrator_id = '"
                    + person.id() + "'");
        } finally {
            scheduler.resume();
        }
        assertThat(TestMail.latestTo(address, 2).subject()).startsWith("Wrong codes were entered for your account (");
        await("its end").until(() -> database.mailsWaitingFor(person) == 0);
        assertThat(TestMail.allTo(address)).hasSize(2);
    }

    @Test
    void with_a_code_under_way_it_leaves_one_that_has_failed_and_counts_for_nothing() {
        Realm bySms = town.realm(MfaMethod.SMS);
        Administrator waiting = town.enrolled(bySms);
        String number = waiting.phone().orElseThrow().value();
        TestSms.twilio()
                .register(WireMock.post(urlPathMatching(".*/Messages\\.json"))
                        .withRequestBody(containing(number.substring(1)))
                        .willReturn(aResponse().withStatus(400).withFixedDelay(8000)));
        String begun = doomed.signIn(bySms).begin(waiting);
        TestSms.latestTo(number);
        doomed.kill();
        SignInClient after = installation.other().signIn(bySms);
        after.state(begun).then().body("code.delivery", equalTo("queued"));
        database.execute("update delivery set held_until = held_until - interval '1 minute' where administrator_id = '"
                + waiting.id() + "'");
        await("the sweep")
                .atMost(Duration.ofSeconds(15))
                .untilAsserted(() -> after.state(begun).then().body("code.delivery", equalTo("failed")));
        assertThat(database.unusedSendsOf(waiting)).isZero();
    }

    private CompletableFuture<Response> verify(String typed) {
        SignInClient client = doomed.signIn(realm);
        return CompletableFuture.supplyAsync(() -> client.verify(id, typed));
    }
}
