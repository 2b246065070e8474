package io.gatehouse.otp;

import static io.gatehouse.testing.SignInClient.codeIn;
import static io.gatehouse.testing.SignInClient.otherThan;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.kernel.redis.RedisFlowStore;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.RealmSettings.MfaMethod;
import io.gatehouse.testing.GatehouseTest;
import io.gatehouse.testing.SignInClient;
import io.gatehouse.testing.TestClock;
import io.gatehouse.testing.TestRealms;
import io.gatehouse.testing.TestSms;
import io.quarkus.redis.datasource.RedisDataSource;
import io.vertx.mutiny.redis.client.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

@GatehouseTest
class RedisCodeStoreIT extends CodeStoreContract {
    @Inject
    RedisCodeStore store;

    @Inject
    RedisDataSource redis;

    @Inject
    TestClock clock;

    @Inject
    TestRealms testRealms;

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
    void leaves_nothing_behind_after_the_flow() {
        String key = "gatehouse:code:" + RedisFlowStore.hashTag(flow);
        issue("right");
        assertThat(redis.key().pttl(key)).isBetween(1L, FLOW.toMillis());
        verify("wrong");
        assertThat(redis.key().pttl(key)).as("an attempt keeps the expiry").isBetween(1L, FLOW.toMillis());
        verify("right");
        assertThat(redis.key().exists(key)).isFalse();
    }

    @Test
    void every_key_of_a_sign_in_expires() {
        Set<String> others = Set.copyOf(redis.key().keys("*"));
        signInHalfWay();
        // Mails are counted for an hour.
        assertThat(redis.key().keys("*"))
                .filteredOn(key -> !others.contains(key) && !key.startsWith("gatehouse:rate:mail-"))
                .isNotEmpty()
                .allSatisfy(key -> assertThat(redis.key().pttl(key))
                        .as(key)
                        .isBetween(1L, Duration.ofMinutes(31).toMillis()));
    }

    @Test
    void nothing_in_redis_reveals_code_flow_address_or_number() {
        SignIn signIn = signInHalfWay();
        List<String> stored = everything();
        assertThat(stored)
                .isNotEmpty()
                .allSatisfy(text -> assertThat(text)
                        .doesNotContain(signIn.id())
                        .doesNotContainIgnoringCase(
                                signIn.administrator().email().value())
                        .doesNotContain(signIn.administrator()
                                .phone()
                                .orElseThrow()
                                .value()
                                .substring(1))
                        .doesNotContain(signIn.administrator().id().toString()));
        // A timestamp in milliseconds may contain any six digits.
        assertThat(stored).doesNotContain(signIn.code());
        assertThat(stored)
                .filteredOn(text -> !text.matches("[0-9]*"))
                .allSatisfy(text -> assertThat(text).doesNotContain(signIn.code()));
    }

    private record SignIn(Administrator administrator, String id, String code) {}

    private SignIn signInHalfWay() {
        Realm realm = testRealms.realm(MfaMethod.SMS);
        Administrator administrator = testRealms.enrolled(realm);
        SignInClient client = SignInClient.of(realm);
        String id = client.begin(administrator);
        String code =
                codeIn(TestSms.latestTo(administrator.phone().orElseThrow().value()));
        client.verify(id, otherThan(code)).then().statusCode(401);
        return new SignIn(administrator, id, code);
    }

    /** Returns all keys, fields and values. */
    private List<String> everything() {
        List<String> texts = new ArrayList<>(redis.key().keys("*"));
        for (String key : redis.key().keys("*")) {
            switch (redis.execute("TYPE", key).toString()) {
                case "string" -> texts.add(redis.execute("GET", key).toString());
                case "zset" -> texts.addAll(strings(redis.execute("ZRANGE", key, "0", "-1")));
                case "hash" -> texts.addAll(strings(redis.execute("HGETALL", key)));
                default -> throw new AssertionError("Read this type, too: " + key);
            }
        }
        return texts;
    }

    private static List<String> strings(Response answer) {
        return StreamSupport.stream(answer.spliterator(), false)
                .map(Response::toString)
                .toList();
    }
}
