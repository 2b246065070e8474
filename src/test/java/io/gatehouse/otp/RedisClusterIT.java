package io.gatehouse.otp;

import static io.gatehouse.testing.SignInClient.mailedCode;
import static io.gatehouse.testing.SignInClient.otherThan;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.administrator.EmailAddress;
import io.gatehouse.kernel.Requester;
import io.gatehouse.kernel.crypto.Randomness;
import io.gatehouse.kernel.id.RealmId;
import io.gatehouse.kernel.redis.RedisFlowStore;
import io.gatehouse.ratelimit.PasswordAttempts;
import io.gatehouse.ratelimit.PasswordAttempts.Attempt;
import io.gatehouse.ratelimit.RateLimiter;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.RealmSettings.MfaMethod;
import io.gatehouse.testing.GatehouseTest;
import io.gatehouse.testing.Parallel;
import io.gatehouse.testing.RedisCluster;
import io.gatehouse.testing.SignInClient;
import io.gatehouse.testing.TestClock;
import io.gatehouse.testing.TestRealms;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Runs every script on a Redis Cluster, where all keys of a script must be in one hash slot. */
@GatehouseTest
@WithTestResource(value = RedisCluster.class, scope = TestResourceScope.RESTRICTED_TO_CLASS)
class RedisClusterIT extends CodeStoreContract {
    private static final String EMAIL = "ada@example.com";
    private static final Duration WINDOW = Duration.ofMinutes(10);

    @Inject
    RedisCodeStore store;

    @Inject
    RedisFlowStore flows;

    @Inject
    PasswordAttempts attempts;

    @Inject
    RateLimiter limiter;

    @Inject
    TestClock clock;

    @Inject
    TestRealms testRealms;

    RedisCluster cluster;

    private final Requester here = new Requester("203.0.113.7", "", "");

    @Override
    CodeStore store() {
        return store;
    }

    @Override
    Instant now() {
        return clock.instant();
    }

    @Override
    void pass(Duration duration) {
        clock.advance(duration);
    }

    @Test
    void serves_a_sign_in_from_a_wrong_password_to_the_session() {
        Realm realm = testRealms.realm(MfaMethod.EMAIL);
        Administrator administrator = testRealms.administrator(realm);
        SignInClient client = SignInClient.of(realm);
        client.start(administrator.email().value(), "not the right password")
                .then()
                .statusCode(401);
        String id = client.begin(administrator);
        String code = mailedCode(administrator);
        client.verify(id, otherThan(code)).then().statusCode(401).body("code", equalTo("invalid_code"));
        client.verify(id, code).then().statusCode(200);
    }

    @Test
    void counts_wrong_passwords_of_account_and_address() {
        RealmId realm = testRealms.realm().id();
        Attempt attempt = attempt(realm, here);
        List<Boolean> answers = Parallel.times(50, () -> tryAcquire(attempt));
        assertThat(answers).filteredOn(acquired -> acquired).hasSize(5);
        assertThat(QuarkusTransaction.requiringNew().call(() -> attempts.failed(attempt)))
                .isPresent();
        attempts.reset(realm, new EmailAddress(EMAIL));
        assertThat(tryAcquire(attempt)).isTrue();
        attempts.release(attempt);
        attempts.succeeded(attempt);

        Attempt ofIpv6 = attempt(realm, new Requester("2001:db8:1:2::3", "", ""));
        assertThat(Parallel.times(10, () -> tryAcquire(ofIpv6)))
                .filteredOn(acquired -> acquired)
                .hasSize(5);
    }

    @Test
    void limits_rates() {
        String who = UUID.randomUUID().toString();
        assertThat(limiter.tryAcquire("test", who, 1, WINDOW)).isEmpty();
        assertThat(limiter.tryAcquire("test", who, 1, WINDOW)).isPresent();
    }

    @Test
    void keeps_flows_on_all_nodes() {
        for (int i = 0; i < 100; i++) {
            String id = new Randomness().secret();
            flows.add(id, new Flow("before"));
            flows.replace(id, new Flow("after"));
            assertThat(flows.find(id, Flow.class)).hasValue(new Flow("after"));
        }
        assertThat(cluster.keys()).hasSize(3).allMatch(keys -> keys > 0);
        flows.add(flow, new Flow("ended"));
        flows.remove(flow, Flow.class);
        assertThat(flows.find(flow, Flow.class)).isEmpty();
    }

    private Attempt attempt(RealmId realm, Requester requester) {
        return attempts.of(realm, EMAIL, Optional.empty(), Optional.empty(), requester);
    }

    private boolean tryAcquire(Attempt attempt) {
        return attempts.tryAcquire(attempt).isEmpty();
    }

    record Flow(String state) {}
}
