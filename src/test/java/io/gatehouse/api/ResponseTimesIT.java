package io.gatehouse.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.administrator.Administrators;
import io.gatehouse.administrator.EmailAddress;
import io.gatehouse.kernel.Requester;
import io.gatehouse.ratelimit.PasswordAttempts;
import io.gatehouse.realm.Realm;
import io.gatehouse.testing.GatehouseTest;
import io.gatehouse.testing.TestClock;
import io.gatehouse.testing.TestRealms;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Compares response times that must not reveal whether an account exists: {@code ./mvnw verify
 * -Dit.test=ResponseTimesIT -DargLine=-Dtiming=true}, on an otherwise idle machine.
 */
@GatehouseTest
@EnabledIfSystemProperty(named = "timing", matches = "true")
class ResponseTimesIT {
    private static final Logger LOG = Logger.getLogger(ResponseTimesIT.class);
    private static final int WARM_UP = 50;
    private static final int SAMPLES = 500;
    /** Longer than every window in minutes, and so short that a third link within the hour exceeds its limit. */
    private static final Duration ROUND = Duration.ofMinutes(16);

    @Inject
    TestRealms testRealms;

    @Inject
    Administrators administrators;

    @Inject
    PasswordAttempts attempts;

    @Inject
    TestClock clock;

    private Realm realm;
    private final Map<String, String> addresses = new LinkedHashMap<>();

    @BeforeEach
    void some_addresses() {
        realm = testRealms.realm();
        addresses.put("known", testRealms.administrator(realm).email().value());
        addresses.put("unknown", "nobody-here@example.com");
        Administrator left = testRealms.administrator(realm);
        administrators.change(left, left.displayName(), left.role(), true);
        addresses.put("disabled", left.email().value());
    }

    @Test
    void of_a_reset_request() {
        addresses.put("throttled", testRealms.administrator(realm).email().value());
        Map<String, long[]> times = sample(email -> Map.of("email", email), "/password-reset", () -> {
            for (int i = 0; i < 3; i++) {
                post("/password-reset", Map.of("email", addresses.get("throttled")));
            }
        });
        compare("password-reset", times);
    }

    @Test
    void of_a_wrong_password() {
        compare(
                "sign-in",
                sample(
                        ResponseTimesIT::wrong,
                        "/sign-in",
                        () -> addresses
                                .values()
                                .forEach(email -> attempts.reset(realm.id(), new EmailAddress(email)))));
    }

    @Test
    void of_a_password_that_is_not_compared() {
        for (int i = 0; i < 100; i++) {
            addresses
                    .values()
                    .forEach(email -> QuarkusTransaction.requiringNew()
                            .run(() -> attempts.failed(attempts.of(
                                    realm.id(), email, Optional.empty(), Optional.empty(), Requester.COMMAND))));
        }
        compare("not compared", sample(ResponseTimesIT::wrong, "/sign-in", () -> {}));
    }

    private static Map<String, String> wrong(String email) {
        return Map.of("email", email, "password", "wrong password");
    }

    private Map<String, long[]> sample(Function<String, Map<String, String>> body, String path, Runnable before) {
        Map<String, long[]> times = new LinkedHashMap<>();
        addresses.keySet().forEach(kind -> times.put(kind, new long[SAMPLES]));
        for (int round = -WARM_UP; round < SAMPLES; round++) {
            clock.advance(ROUND);
            before.run();
            // Shuffled, so that no kind always follows the same other one.
            List<String> order = new ArrayList<>(addresses.keySet());
            Collections.rotate(order, round);
            for (String kind : order) {
                long start = System.nanoTime();
                post(path, body.apply(addresses.get(kind)));
                if (round >= 0) {
                    times.get(kind)[round] = System.nanoTime() - start;
                }
            }
        }
        return times;
    }

    private void post(String path, Map<String, String> body) {
        RestAssured.given().contentType("application/json").body(body).post("/api/v1/realms/" + realm.slug() + path);
    }

    private static void compare(String what, Map<String, long[]> times) {
        times.forEach((kind, samples) -> LOG.infof(
                "%s, %s: median %.2f ms, 90 %% within %.2f ms",
                what, kind, quantile(samples, 0.5), quantile(samples, 0.9)));
        double known = quantile(times.get("known"), 0.5);
        times.values()
                .forEach(samples ->
                        assertThat(Math.abs(quantile(samples, 0.5) - known)).isLessThan(Math.max(0.5, known / 10)));
    }

    private static double quantile(long[] samples, double share) {
        long[] sorted = samples.clone();
        Arrays.sort(sorted);
        return sorted[(int) (share * (sorted.length - 1))] / 1e6;
    }
}
