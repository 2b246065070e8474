package io.gatehouse.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.RealmSettings.MfaMethod;
import io.gatehouse.testing.ExampleProxy;
import io.gatehouse.testing.GatehouseTest;
import io.gatehouse.testing.PortalHost;
import io.gatehouse.testing.ProxyTest;
import io.gatehouse.testing.RawClient.Answer;
import io.gatehouse.testing.SignInClient;
import io.gatehouse.testing.TestRealms;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Two instances behind each proxy with the shipped example, restarted one after the other while people sign in. */
@GatehouseTest
class RollingRestartIT {
    private static final String JSON = "Content-Type: application/json";
    /** Before each restart: whatever a proxy remembers of the first must be over at the second. */
    private static final List<Duration> PAUSES = List.of(Duration.ZERO, Duration.ofSeconds(30));

    private static final Pattern COOKIE = Pattern.compile("(?im)^set-cookie: ([^;=]+=[^;]+)");

    @Inject
    TestRealms testRealms;

    @Test
    @ProxyTest(ExampleProxy.NGINX)
    void no_request_fails_behind_nginx() {
        restart(ExampleProxy.NGINX, 1);
    }

    @Test
    @ProxyTest(ExampleProxy.CADDY)
    void no_request_fails_behind_caddy() {
        restart(ExampleProxy.CADDY, 0);
    }

    /**
     * Restarts the instances.
     *
     * @param resets how many requests of a flow may fail
     */
    private void restart(ExampleProxy example, int resets) {
        Realm realm = testRealms.realm(MfaMethod.EMAIL);
        try (var host = new PortalHost(example, realm, 2)) {
            var over = new AtomicBoolean();
            var signIns = new AtomicInteger();
            List<CompletableFuture<List<Integer>>> people = Stream.<Function<Administrator, List<Integer>>>of(
                            person -> program(host, realm, person), person -> browser(host, realm, person))
                    .map(flow -> CompletableFuture.supplyAsync(() -> repeat(realm, flow, over, signIns)))
                    .toList();
            List<Duration> stops;
            try {
                Iterator<Duration> pauses = PAUSES.iterator();
                stops = host.restartInstances(() -> awaitMore(signIns, pauses.next()));
            } finally {
                over.set(true);
            }
            assertThat(people).allSatisfy(statuses -> {
                assertThat(statuses.join()).hasSizeGreaterThan(8);
                // A connection that the kernel accepts at the moment when an instance stops listening is reset.
                assertThat(statuses.join())
                        .filteredOn(status -> !Set.of(200, 204, 303).contains(status))
                        .hasSizeLessThanOrEqualTo(resets);
            });
            assertThat(stops).allSatisfy(stop -> assertThat(stop).isLessThan(Duration.ofSeconds(10)));
        }
    }

    /** Has one person after the other go through the flow, as each account may be sent one code a minute. */
    private List<Integer> repeat(
            Realm realm, Function<Administrator, List<Integer>> flow, AtomicBoolean over, AtomicInteger signIns) {
        List<Integer> statuses = new ArrayList<>();
        while (!over.get()) {
            statuses.addAll(flow.apply(testRealms.administrator(realm)));
            signIns.incrementAndGet();
        }
        return statuses;
    }

    /**
     * Waits for so long, and until both instances have been in use, since the first mail of an instance takes longer than
     * later ones.
     */
    private static void awaitMore(AtomicInteger signIns, Duration pause) {
        int before = signIns.get();
        long begin = System.nanoTime();
        await("sign-ins")
                .atMost(Duration.ofMinutes(2))
                .until(() -> signIns.get() >= before + 8 && System.nanoTime() - begin >= pause.toNanos());
    }

    /** Signs in with a code, reads the account, refreshes and signs out by REST; returns the statuses. */
    private static List<Integer> program(PortalHost host, Realm realm, Administrator person) {
        String base = "/api/v1/realms/" + realm.slug();
        String password = "{\"email\":\"%s\",\"password\":\"%s\"}"
                .formatted(person.email().value(), TestRealms.PASSWORD);
        Answer begun = host.client().send("POST", base + "/sign-in", password, JSON);
        if (begun.status() != 200) {
            return List.of(begun.status());
        }
        String code = "{\"signInId\":\"%s\",\"code\":\"%s\"}"
                .formatted(JsonPath.from(begun.body()).getString("signInId"), codeTo(person));
        Answer signedIn = host.client().send("POST", base + "/sign-in/verify", code, JSON);
        if (signedIn.status() != 200) {
            return List.of(signedIn.status());
        }
        JsonPath tokens = JsonPath.from(signedIn.body());
        String access = "Authorization: Bearer " + tokens.getString("tokens.accessToken");
        String refresh = "{\"refreshToken\":\"%s\"}".formatted(tokens.getString("tokens.refreshToken"));
        return Stream.of(
                        begun,
                        signedIn,
                        host.client().get(base + "/account", access),
                        host.client().send("POST", base + "/token/refresh", refresh, JSON),
                        host.client().send("POST", base + "/sign-out", "", access, "Content-Length: 0"))
                .map(Answer::status)
                .toList();
    }

    /** Signs in with a code on the pages and opens the account; returns the statuses. */
    private static List<Integer> browser(PortalHost host, Realm realm, Administrator person) {
        String base = "/realms/" + realm.slug();
        Answer page = host.client().get(base + "/sign-in", "Accept: text/html");
        Answer begun = post(
                host,
                base + "/sign-in",
                "email=%s&password=%s".formatted(person.email().value(), TestRealms.PASSWORD.replace(' ', '+')),
                cookies(page));
        if (begun.status() != 303) {
            return List.of(page.status(), begun.status());
        }
        Answer signedIn = post(host, base + "/sign-in/code", "code=" + codeTo(person), cookies(begun));
        Answer account = host.client().get(base + "/account", "Accept: text/html", cookies(signedIn));
        return List.of(page.status(), begun.status(), signedIn.status(), account.status());
    }

    private static Answer post(PortalHost host, String path, String form, String header) {
        return host.client()
                .send(
                        "POST",
                        path,
                        form + "&form=" + UUID.randomUUID(),
                        "Accept: text/html",
                        "Content-Type: application/x-www-form-urlencoded",
                        "Sec-Fetch-Site: same-origin",
                        header);
    }

    private static String cookies(Answer answer) {
        return "Cookie: "
                + COOKIE.matcher(answer.head())
                        .results()
                        .map((MatchResult cookie) -> cookie.group(1))
                        .collect(Collectors.joining("; "));
    }

    private static String codeTo(Administrator person) {
        return SignInClient.mailedCode(person);
    }
}
