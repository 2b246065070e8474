package io.gatehouse.ratelimit;

import io.gatehouse.alarm.Alarm;
import io.gatehouse.alarm.Alarms;
import io.gatehouse.kernel.Requester;
import io.gatehouse.kernel.crypto.KeyPurpose;
import io.gatehouse.kernel.crypto.SecretKeys;
import io.gatehouse.kernel.id.RealmId;
import io.gatehouse.kernel.redis.RedisClient;
import io.gatehouse.kernel.redis.RedisScript;
import io.gatehouse.ratelimit.PasswordThrottleConfig.Spray;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Implements {@link PasswordThrottle} in Redis, with keyed hashes of account and address.
 *
 * <p>The keys of one script must share a hash slot of a Redis Cluster. The keys of a realm do, by its hash tag. The key
 * of a client address spans realms, so it is acquired first, by a separate script, and released if the realm's script
 * refuses the attempt. Each script is atomic, so that parallel attempts never exceed a limit; a refused attempt counts
 * for its address during one round trip.
 */
@ApplicationScoped
public class RedisPasswordThrottle implements PasswordThrottle {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private static final RedisScript ACQUIRE_ADDRESS = RedisScript.beside(RedisPasswordThrottle.class, "acquire.lua");
    private static final RedisScript RELEASE_ADDRESS = RedisScript.beside(RedisPasswordThrottle.class, "release.lua");
    private static final RedisScript ACQUIRE = RedisScript.beside(RedisPasswordThrottle.class, "acquire-password.lua");
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
    public Optional<Duration> tryAcquire(RealmId realm, String email, Optional<String> trusted, Requester requester) {
        long now = clock.millis();
        List<String> address = List.of("gatehouse:password:address:{" + mac(requester.source()) + "}");
        Optional<Duration> wait =
                wait(redis.run(ACQUIRE_ADDRESS, address, now, config.perAddressAndMinute(), MINUTE.toMillis())
                        .get(0));
        if (wait.isPresent()) {
            return wait;
        }
        wait = tryAcquireInRealm(realm, email, trusted, requester, now);
        if (wait.isPresent()) {
            redis.run(RELEASE_ADDRESS, address, now, MINUTE.toMillis());
        }
        return wait;
    }

    private Optional<Duration> tryAcquireInRealm(
            RealmId realm, String email, Optional<String> trusted, Requester requester, long now) {
        Spray spray = config.spray();
        List<String> result = redis.run(
                ACQUIRE,
                List.of(
                        accountKey(realm, email, trusted, requester),
                        key("failures", realm),
                        key("accounts", realm),
                        key("sprayed", realm, requester.source()),
                        resetKey(realm, email)),
                now,
                config.freeAttempts(),
                config.longestWait().toMillis(),
                spray.window().toMillis(),
                spray.failures(),
                spray.accounts(),
                spray.pause().toMillis(),
                trusted.isPresent() ? 1 : 0);
        return wait(result.get(0));
    }

    @Override
    public void recordSuccess(RealmId realm, String email, Optional<String> trusted, Requester requester) {
        redis.delete(accountKey(realm, email, trusted, requester));
    }

    @Override
    public void reset(RealmId realm, String email) {
        // Counts are kept for their wait plus the longest wait.
        Duration lifetime = config.longestWait().multipliedBy(2);
        redis.set(resetKey(realm, email), UUID.randomUUID().toString(), lifetime);
    }

    @Override
    @Transactional(TxType.MANDATORY)
    public Optional<Duration> recordFailure(
            RealmId realm, String email, Optional<String> trusted, Requester requester) {
        Spray spray = config.spray();
        List<String> result = redis.run(
                FAIL,
                List.of(key("failures", realm), key("accounts", realm), accountKey(realm, email, trusted, requester)),
                clock.millis(),
                spray.window().toMillis(),
                spray.failures(),
                spray.accounts(),
                mac(realm.toString(), email),
                UUID.randomUUID());
        if (result.get(0).equals("1")) {
            alarms.raise(realm, new Alarm.PasswordSpray(), requester);
        }
        return wait(result.get(1));
    }

    private static Optional<Duration> wait(String millis) {
        return Optional.of(Duration.ofMillis(Long.parseLong(millis))).filter(wait -> !wait.isZero());
    }

    private String accountKey(RealmId realm, String email, Optional<String> trusted, Requester requester) {
        return key("account", realm, email, trusted.orElseGet(requester::network));
    }

    private String resetKey(RealmId realm, String email) {
        return key("reset", realm, email);
    }

    /** Returns the realm's key of that kind, with a hash tag that places all keys of a realm in one slot. */
    private String key(String kind, RealmId realm, String... rest) {
        String key = "gatehouse:password:" + kind + ":{" + mac(realm.toString()) + "}";
        return rest.length == 0 ? key : key + ":" + mac(rest);
    }

    private String mac(String... parts) {
        return keys.macBase64Url(KeyPurpose.IDENTIFIER, parts);
    }
}
