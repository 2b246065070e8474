package io.gatehouse.ratelimit;

import io.gatehouse.platform.KeyPurpose;
import io.gatehouse.platform.RealmId;
import io.gatehouse.platform.RedisClient;
import io.gatehouse.platform.RedisScript;
import io.gatehouse.platform.Requester;
import io.gatehouse.platform.SecretKeys;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The counts of {@link PasswordThrottle} in Redis, under keyed hashes of account and address. */
@ApplicationScoped
public class RedisPasswordThrottle implements PasswordThrottle {
    private static final RedisScript ADMIT = RedisScript.beside(RedisPasswordThrottle.class, "admit-password.lua");

    private final RedisClient redis;
    private final SecretKeys keys;
    private final Clock clock;
    private final PasswordThrottleConfig config;

    RedisPasswordThrottle(RedisClient redis, SecretKeys keys, Clock clock, PasswordThrottleConfig config) {
        this.redis = redis;
        this.keys = keys;
        this.clock = clock;
        this.config = config;
    }

    @Override
    public Optional<Duration> admit(RealmId realm, String email, String origin, Requester requester) {
        List<String> answer = redis.run(
                ADMIT,
                List.of(accountKey(realm, email, origin), addressKey(requester)),
                clock.millis(),
                config.freeAttempts(),
                config.longestWait().toMillis(),
                config.perAddressAndMinute());
        long waitMillis = Long.parseLong(answer.get(0));
        return waitMillis == 0 ? Optional.empty() : Optional.of(Duration.ofMillis(waitMillis));
    }

    @Override
    public void succeeded(RealmId realm, String email, String origin) {
        redis.delete(accountKey(realm, email, origin));
    }

    private String accountKey(RealmId realm, String email, String origin) {
        return "gatehouse:password:account:"
                + keys.macBase64Url(KeyPurpose.IDENTIFIER, realm.toString(), email, origin);
    }

    private String addressKey(Requester requester) {
        return "gatehouse:password:address:" + keys.macBase64Url(KeyPurpose.IDENTIFIER, requester.address());
    }
}
