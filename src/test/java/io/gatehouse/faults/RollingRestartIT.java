package io.gatehouse.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.realm.Realm;
import io.gatehouse.testing.ExampleProxy;
import io.gatehouse.testing.GatehouseTest;
import io.gatehouse.testing.PortalHost;
import io.gatehouse.testing.ProxyTest;
import io.gatehouse.testing.RawClient.Answer;
import io.gatehouse.testing.TestRealms;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Two instances behind nginx with the shipped example, restarted one after the other while people use them. */
@GatehouseTest
@ProxyTest(ExampleProxy.NGINX)
class RollingRestartIT {
    private static final String JSON = "Content-Type: application/json";

    @Inject
    TestRealms testRealms;

    @Test
    void no_request_fails_while_one_instance_after_the_other_is_restarted() {
        Realm realm = testRealms.realm();
        List<Administrator> people =
                Stream.generate(() -> testRealms.administrator(realm)).limit(3).toList();
        try (var host = new PortalHost(ExampleProxy.NGINX, realm, 2)) {
            var over = new AtomicBoolean();
            List<CompletableFuture<List<Integer>>> flows = people.stream()
                    .map(person -> CompletableFuture.supplyAsync(() -> flows(host, realm, person, over)))
                    .toList();
            try {
                host.restartInstances();
            } finally {
                over.set(true);
            }
            assertThat(flows)
                    .allSatisfy(statuses ->
                            assertThat(statuses.join()).hasSizeGreaterThan(8).containsOnly(200, 204));
        }
    }

    /** Signs in, reads the account, refreshes and signs out until it is over; returns the statuses. */
    private static List<Integer> flows(PortalHost host, Realm realm, Administrator person, AtomicBoolean over) {
        String base = "/api/v1/realms/" + realm.slug();
        List<Integer> statuses = new ArrayList<>();
        while (!over.get()) {
            Answer signedIn = host.client()
                    .send(
                            "POST",
                            base + "/sign-in",
                            "{\"email\":\"%s\",\"password\":\"%s\"}"
                                    .formatted(person.email().value(), TestRealms.PASSWORD),
                            JSON);
            statuses.add(signedIn.status());
            if (signedIn.status() == 200) {
                JsonPath tokens = JsonPath.from(signedIn.body());
                String access = "Authorization: Bearer " + tokens.getString("tokens.accessToken");
                statuses.add(host.client().get(base + "/account", access).status());
                statuses.add(host.client()
                        .send(
                                "POST",
                                base + "/token/refresh",
                                "{\"refreshToken\":\"%s\"}".formatted(tokens.getString("tokens.refreshToken")),
                                JSON)
                        .status());
                statuses.add(host.client()
                        .send("POST", base + "/sign-out", "", access, "Content-Length: 0")
                        .status());
            }
        }
        return statuses;
    }
}
