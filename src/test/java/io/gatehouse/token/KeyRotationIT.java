package io.gatehouse.token;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import io.gatehouse.realm.Realm;
import io.gatehouse.testing.GatehouseTest;
import io.gatehouse.testing.SignInClient;
import io.gatehouse.testing.TestClock;
import io.gatehouse.testing.TestRealms;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Rotates keys under load without failed requests. */
@GatehouseTest
class KeyRotationIT {
    private static final int CLIENTS = 3;
    private static final Duration STEP = Duration.ofMinutes(1);
    private static final int STEPS_PER_ROTATION = 12;

    @Inject
    TestRealms town;

    @Inject
    TestClock clock;

    @Inject
    KeyRotation rotation;

    @Inject
    SigningKeys ring;

    @Test
    void every_token_is_valid_here_and_by_a_key_set_of_five_minutes_ago() {
        Realm realm = town.realm();
        List<Client> clients =
                Stream.generate(() -> new Client(realm)).limit(CLIENTS).toList();
        ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);
        try {
            clients.forEach(threads::execute);
            for (int rotations = 0; rotations < 2; rotations++) {
                rotation.rotate(realm.id());
                for (int step = 0; step < STEPS_PER_ROTATION; step++) {
                    clock.advance(STEP);
                    ring.rotateIfAged(realm.id());
                    ring.deleteRetired(realm.id());
                    clients.forEach(Client::awaitTwoRounds);
                }
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(clients).allSatisfy(client -> assertThat(client.kids).hasSize(3));
    }

    @Test
    void a_key_whose_last_token_has_expired_is_not_published() throws ParseException {
        Realm realm = town.realm();
        Client client = new Client(realm);
        List<JWK> first = keys(realm).getKeys();
        assertThat(first).hasSize(SigningAlgorithm.values().length);
        rotation.rotate(realm.id());
        assertThat(keys(realm).getKeys()).hasSize(2 * first.size());
        clock.advance(Duration.ofHours(26));
        ring.deleteRetired(realm.id());
        assertThat(keys(realm).getKeys()).hasSameSizeAs(first).doesNotContainAnyElementsOf(first);
        assertThat(client.account()).isEqualTo(401);
    }

    /** Calls and refreshes without a pause, and verifies each token offline. */
    private final class Client implements Runnable {
        private final AtomicInteger rounds = new AtomicInteger();
        private final Set<String> kids = new ConcurrentSkipListSet<>();
        private final Realm realm;
        private JsonPath tokens;
        private Instant refreshAt;
        private JWKSet keys;
        private Instant keysUntil;
        private volatile Throwable failure;

        Client(Realm realm) {
            this.realm = realm;
            take(SignInClient.of(realm).start(town.administrator(realm)));
        }

        @Override
        public void run() {
            try {
                while (!Thread.interrupted()) {
                    if (!clock.instant().isBefore(refreshAt)) {
                        refresh();
                    }
                    assertThat(account()).isEqualTo(200);
                    verify();
                    rounds.incrementAndGet();
                }
            } catch (AssertionError | JOSEException | ParseException | RuntimeException e) {
                failure = e;
            }
        }

        void awaitTwoRounds() {
            int seen = rounds.get();
            await().atMost(Duration.ofSeconds(30))
                    .pollInterval(Duration.ofMillis(5))
                    .failFast(() -> assertThat(failure).isNull())
                    .until(() -> rounds.get() >= seen + 2);
        }

        private int account() {
            return given().auth()
                    .oauth2(tokens.getString("tokens.accessToken"))
                    .get("/api/v1/realms/" + realm.slug() + "/account")
                    .statusCode();
        }

        private void refresh() {
            take(given().contentType("application/json")
                    .body(Map.of("refreshToken", tokens.getString("tokens.refreshToken")))
                    .post("/api/v1/realms/" + realm.slug() + "/token/refresh")
                    .then()
                    .statusCode(200)
                    .extract()
                    .jsonPath());
        }

        private void verify() throws ParseException, JOSEException {
            if (keysUntil == null || clock.instant().isAfter(keysUntil)) {
                keys = keys(realm);
                keysUntil = clock.instant().plus(Duration.ofMinutes(5));
            }
            SignedJWT token = SignedJWT.parse(tokens.getString("tokens.accessToken"));
            String kid = token.getHeader().getKeyID();
            JWK key = keys.getKeyByKeyId(kid);
            assertThat(key).as("key of a token in the cached set").isNotNull();
            assertThat(token.verify(new ECDSAVerifier(key.toECKey()))).isTrue();
            kids.add(kid);
        }

        private void take(JsonPath fresh) {
            tokens = fresh;
            refreshAt = clock.instant().plus(Duration.ofMinutes(3));
        }
    }

    private static JWKSet keys(Realm realm) throws ParseException {
        return JWKSet.parse(given().get("/realms/" + realm.slug() + "/.well-known/jwks.json")
                .then()
                .statusCode(200)
                .extract()
                .asString());
    }
}
