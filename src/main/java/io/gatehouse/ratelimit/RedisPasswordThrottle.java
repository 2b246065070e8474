package io.gatehouse.ratelimit;

import io.gatehouse.alarm.Alarm;
import io.gatehouse.alarm.Alarms;
import io.gatehouse.platform.KeyPurpose;
import io.gatehouse.platform.RealmId;
import io.gatehouse.platform.RedisClient;
import io.gatehouse.platform.RedisScript;
import io.gatehouse.platform.Requester;
import io.gatehouse.platform.SecretKeys;
import io.gatehouse.ratelimit.PasswordThrottleConfig.Spray;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The counts of {@link PasswordThrottle} in Redis, under keyed hashes of account and address. */
@ApplicationScoped
public class RedisPasswordThrottle implements PasswordThrottle {
    private static final RedisScript ADMIT = RedisScript.beside(RedisPasswordThrottle.class, "admit-password.lua");
    private static final RedisScript FAIL = RedisScript.beside(RedisPasswordThrottle.class, "fail-password.lua");

    private final RedisClient redis;
    private final SecretKeys keys;
    private final Clock clock;
    private final PasswordThrottleConfig config;
    private final Alarms alarms;

    RedisPasswordThrottle(
            RedisClient redis, SecretKeys keys, Clock clock, PasswordThrottleConfig config, Alarms alarms) {
        this.redis = redis;
        this.keys = keys;
        this.clock = clock;
        this.config = config;
        this.alarms = alarms;
    }

    @Override
    public Optional<Duration> admit(RealmId realm, String email, Optional<String> trusted, Requester requester) {
        Spray spray = config.spray();
        List<String> answer = redis.run(
                ADMIT,
                List.of(
                        accountKey(realm, email, trusted, requester),
                        key("address", requester.source()),
                        key("failures", realm.toString()),
                        key("accounts", realm.toString()),
                        key("sprayed", realm.toString(), requester.source()),
                        pardonKey(realm, email)),
                clock.millis(),
                config.freeAttempts(),
                config.longestWait().toMillis(),
                config.perAddressAndMinute(),
                spray.window().toMillis(),
                spray.failures(),
                spray.accounts(),
                spray.pause().toMillis(),
                trusted.isPresent() ? 1 : 0);
        return wait(answer.get(0));
    }

    @Override
    public void succeeded(RealmId realm, String email, Optional<String> trusted, Requester requester) {
        redis.delete(accountKey(realm, email, trusted, requester));
    }

    @Override
    public void forgive(RealmId realm, String email) {
        // Counts from before last as long as their wait and what they are kept beyond it.
        Duration lifetime = config.longestWait().multipliedBy(2);
        redis.set(pardonKey(realm, email), UUID.randomUUID().toString(), lifetime);
    }

    @Override
    @Transactional(TxType.MANDATORY)
    public Optional<Duration> failed(RealmId realm, String email, Optional<String> trusted, Requester requester) {
        Spray spray = config.spray();
        List<String> answer = redis.run(
                FAIL,
                List.of(
                        key("failures", realm.toString()),
                        key("accounts", realm.toString()),
                        accountKey(realm, email, trusted, requester)),
                clock.millis(),
                spray.window().toMillis(),
                spray.failures(),
                spray.accounts(),
                keys.macBase64Url(KeyPurpose.IDENTIFIER, realm.toString(), email),
                UUID.randomUUID());
        if (answer.get(0).equals("1")) {
            alarms.raise(realm, new Alarm.PasswordSpray(), requester);
        }
        return wait(answer.get(1));
    }

    private static Optional<Duration> wait(String millis) {
        return Optional.of(Duration.ofMillis(Long.parseLong(millis))).filter(wait -> !wait.isZero());
    }

    private String accountKey(RealmId realm, String email, Optional<String> trusted, Requester requester) {
        return key("account", realm.toString(), email, trusted.orElseGet(requester::network));
    }

    private String pardonKey(RealmId realm, String email) {
        return key("pardon", realm.toString(), email);
    }

    private String key(String kind, String... who) {
        return "gatehouse:password:" + kind + ":" + keys.macBase64Url(KeyPurpose.IDENTIFIER, who);
    }
}
