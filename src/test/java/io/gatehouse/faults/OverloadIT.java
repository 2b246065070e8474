package io.gatehouse.faults;

import static io.gatehouse.faults.Unavailable.assertUnavailable;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.realm.Realm;
import io.gatehouse.testing.GatehouseTest;
import io.gatehouse.testing.Instance;
import io.gatehouse.testing.Parallel;
import io.gatehouse.testing.SignInClient;
import io.gatehouse.testing.TestRealms;
import io.gatehouse.testing.TwoInstanceCluster;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** More passwords at once than can be hashed: some are turned away, everybody else is served. */
@GatehouseTest
class OverloadIT {
    private static final int CROWD = 400;
    private static final long QUICK = 1000;

    private final Instance instance = TwoInstanceCluster.shared().one();

    @Inject
    TestRealms town;

    @Test
    void turns_some_away_and_still_publishes_keys_and_tells_its_health() {
        Realm realm = town.realm();
        SignInClient client = instance.signIn(realm);
        List<String> strangers = IntStream.range(0, CROWD)
                .mapToObj(i -> "nobody" + i + "@example.com")
                .toList();

        assertThat(keys(realm).statusCode()).isEqualTo(200);

        CompletableFuture<List<Response>> crowd = CompletableFuture.supplyAsync(
                () -> Parallel.each(strangers, stranger -> client.start(stranger, "a long enough password")));
        List<Response> looks = new ArrayList<>();
        boolean alive = true;
        do {
            looks.add(keys(realm));
            alive &= instance.isUp("live");
        } while (!crowd.isDone());

        assertThat(looks).hasSizeGreaterThan(2).allSatisfy(keys -> keys.then().statusCode(200));
        assertThat(median(looks)).as("milliseconds for the keys").isLessThan(QUICK);
        assertThat(alive).isTrue();
        assertThat(crowd.join())
                .extracting(Response::statusCode)
                .contains(401, 503)
                .containsOnly(401, 503);
        assertThat(crowd.join())
                .filteredOn(answer -> answer.statusCode() == 503)
                .allSatisfy(answer -> assertUnavailable(answer, Duration.ofSeconds(10)));
        assertThat(client.start(town.administrator(realm)).getString("state")).isEqualTo("complete");
    }

    private static long median(List<Response> answers) {
        long[] times = answers.stream().mapToLong(Response::time).sorted().toArray();
        return times[times.length / 2];
    }

    private Response keys(Realm realm) {
        return given().get(instance.url("/realms/" + realm.slug() + "/.well-known/jwks.json"));
    }
}
