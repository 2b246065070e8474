package io.gatehouse.faults;

import static io.gatehouse.testing.SignInClient.mailedCode;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.RealmSettings.MfaMethod;
import io.gatehouse.testing.Database;
import io.gatehouse.testing.Database.Obstacle;
import io.gatehouse.testing.GatehouseTest;
import io.gatehouse.testing.Instance;
import io.gatehouse.testing.ScriptedSmtpServer;
import io.gatehouse.testing.SignInClient;
import io.gatehouse.testing.TestRealms;
import io.gatehouse.testing.TwoInstanceCluster;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** An instance stopped as an operator does, with a request under way. */
@GatehouseTest
class StoppedInstanceIT {

    @Inject
    TestRealms town;

    @Inject
    Database database;

    @Test
    void is_not_ready_and_sends_clients_elsewhere_then_answers_what_is_under_way_and_ends() {
        Instance leaving = TwoInstanceCluster.shared().more(Map.of("quarkus.shutdown.delay", "3s"));
        Realm realm = town.realm(MfaMethod.EMAIL);
        Administrator person = town.administrator(realm);
        SignInClient client = leaving.signIn(realm);
        String id = client.begin(person);
        String code = mailedCode(person);

        CompletableFuture<Response> underWay;
        CompletableFuture<Void> stopped;
        try (Obstacle obstacle = database.holdRows("session", realm)) {
            underWay = CompletableFuture.supplyAsync(() -> client.verify(id, code));
            obstacle.awaitMet();
            stopped = CompletableFuture.runAsync(leaving::close);

            await("the end of readiness").until(() -> !leaving.isUp("ready"));
            Response late = client.state("A".repeat(43));
            assertThat(late.statusCode()).isEqualTo(401);
            assertThat(late.header("Connection")).isEqualTo("close");

            await("the end of the delay")
                    .atMost(Duration.ofSeconds(10))
                    .until(() -> leaving.hasLogged("Waiting for HTTP requests to complete"));
        }

        assertThat(underWay)
                .succeedsWithin(Duration.ofSeconds(5))
                .satisfies(answer -> assertThat(answer.statusCode()).isEqualTo(200));
        assertThat(stopped).succeedsWithin(Duration.ofSeconds(15));
        assertThat(leaving.hasLogged("stopped in")).isTrue();
    }

    @Test
    void does_not_wait_for_a_mail_server_that_does_not_answer() {
        try (var server = new ScriptedSmtpServer().reply(ScriptedSmtpServer.END, ScriptedSmtpServer.SILENCE)) {
            Instance leaving = TwoInstanceCluster.shared()
                    .more(Map.of(
                            "quarkus.shutdown.delay", "3s",
                            "quarkus.mailer.host", "127.0.0.1",
                            "quarkus.mailer.port", String.valueOf(server.port()),
                            "quarkus.mailer.tls", "false",
                            "quarkus.mailer.start-tls", "DISABLED"));
            Realm realm = town.realm(MfaMethod.EMAIL);
            leaving.signIn(realm).begin(town.administrator(realm));
            await("the end of the text").until(() -> server.received().contains(ScriptedSmtpServer.END));

            assertThat(CompletableFuture.runAsync(leaving::close)).succeedsWithin(Duration.ofSeconds(10));
            assertThat(leaving.hasLogged("stopped in")).isTrue();
        }
    }
}
