package io.gatehouse.ratelimit;

import io.gatehouse.alarm.Alarm;
import io.gatehouse.alarm.Alarms;
import io.gatehouse.kernel.Requester;
import io.gatehouse.kernel.crypto.IdentifierMacs;
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
import java.util.stream.Stream;

/**
 * Implements {@link PasswordThrottle} in Redis, with keyed hashes of account and address.
 *
 * <p>The keys of one script must share a hash slot of a Redis Cluster. The keys of a realm do, by its hash tag. The key
 * of a client address spans realms, so it is acquired first, by a separate script, and released if the realm's script
 * refuses the attempt. Each script is atomic, so that parallel attempts never exceed a limit; a refused attempt counts
 * for its address during one round trip.
 */
@ApplicationScoped
class RedisPasswordThrottle implements PasswordThrottle {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    /** How many times the attempts of one network are allowed to an IPv6 /48, which may be a site or one attacker. */
    private static final int WIDE_NETWORK = 4;

    private static final int WIDE_ADDRESS = 5;

    private static final RedisScript ACQUIRE_ADDRESS = RedisScript.beside(RedisPasswordThrottle.class, "acquire.lua");
    private static final RedisScript RELEASE_ADDRESS = RedisScript.beside(RedisPasswordThrottle.class, "release.lua");
    private static final RedisScript ACQUIRE = RedisScript.beside(RedisPasswordThrottle.class, "acquire-password.lua");
    private static final RedisScript RELEASE = RedisScript.beside(RedisPasswordThrottle.class, "release-password.lua");
    private static final RedisScript FAIL = RedisScript.beside(RedisPasswordThrottle.class, "fail-password.lua");

    private final RedisClient redis;
    private final IdentifierMacs identifiers;
    private final Clock clock;
    private final PasswordThrottleConfig config;
    private final Alarms alarms;

    RedisPasswordThrottle(
            RedisClient redis, IdentifierMacs identifiers, Clock clock, PasswordThrottleConfig config, Alarms alarms) {
        this.redis = redis;
        this.identifiers = identifiers;
        this.clock = clock;
        this.config = config;
        this.alarms = alarms;
    }

    @Override
    public Optional<Wait> tryAcquire(Counted attempt) {
        long now = clock.millis();
        List<String> addresses = addressKeys(attempt.requester());
        List<Integer> limits = List.of(config.perAddressAndMinute(), WIDE_ADDRESS * config.perAddressAndMinute());
        Optional<Duration> wait = wait(redis.run(
                        ACQUIRE_ADDRESS,
                        addresses,
                        arguments(List.of(now, MINUTE.toMillis()), limits.subList(0, addresses.size())))
                .get(0));
        if (wait.isPresent()) {
            return wait.map(duration -> new Wait(duration, false));
        }
        Optional<Wait> inRealm = tryAcquireInRealm(attempt, now);
        if (inRealm.isPresent()) {
            redis.run(RELEASE_ADDRESS, addresses, now, MINUTE.toMillis());
        }
        return inRealm;
    }

    private Optional<Wait> tryAcquireInRealm(Counted attempt, long now) {
        Spray spray = config.spray();
        RealmId realm = attempt.realm();
        List<String> networks = networkKeys(attempt);
        List<Integer> free = List.of(config.freeAttempts(), WIDE_NETWORK * config.freeAttempts());
        List<String> result = redis.run(
                ACQUIRE,
                with(
                        List.of(
                                key("failures", realm),
                                key("accounts", realm),
                                key("sprayed", realm, attempt.requester().source()),
                                resetKey(realm, attempt.email()),
                                rowKey(realm, attempt.email())),
                        networks),
                arguments(
                        List.of(
                                now,
                                config.longestWait().toMillis(),
                                spray.window().toMillis(),
                                spray.failures(),
                                spray.accounts(),
                                spray.pause().toMillis(),
                                flag(attempt),
                                attempt.failures(),
                                config.failuresInARow(),
                                MINUTE.toMillis()),
                        free.subList(0, networks.size())));
        boolean exhausted = result.get(1).equals("1");
        return exhausted
                ? Optional.of(new Wait(Duration.ZERO, true))
                : wait(result.get(0)).map(duration -> new Wait(duration, false));
    }

    @Override
    public void release(Counted attempt) {
        redis.run(
                RELEASE, with(List.of(rowKey(attempt.realm(), attempt.email())), networkKeys(attempt)), flag(attempt));
    }

    @Override
    public void recordSuccess(Counted attempt) {
        redis.delete(with(List.of(rowKey(attempt.realm(), attempt.email())), networkKeys(attempt)));
    }

    @Override
    public void reset(RealmId realm, String email) {
        // Counts are kept for their wait plus the longest wait.
        Duration lifetime = config.longestWait().multipliedBy(2);
        redis.set(resetKey(realm, email), UUID.randomUUID().toString(), lifetime);
        redis.delete(List.of(rowKey(realm, email)));
    }

    @Override
    @Transactional(TxType.MANDATORY)
    public Optional<Duration> recordFailure(Counted attempt) {
        Spray spray = config.spray();
        RealmId realm = attempt.realm();
        List<String> result = redis.run(
                FAIL,
                with(List.of(key("failures", realm), key("accounts", realm)), networkKeys(attempt)),
                clock.millis(),
                spray.window().toMillis(),
                spray.failures(),
                spray.accounts(),
                mac(realm.toString(), attempt.email()),
                UUID.randomUUID());
        if (result.get(0).equals("1")) {
            alarms.raise(realm, new Alarm.PasswordSpray(), attempt.requester());
        }
        return wait(result.get(1));
    }

    private static Optional<Duration> wait(String millis) {
        return Optional.of(Duration.ofMillis(Long.parseLong(millis))).filter(wait -> !wait.isZero());
    }

    private static int flag(Counted attempt) {
        return attempt.recognized().isPresent() ? 1 : 0;
    }

    private static List<String> with(List<String> keys, List<String> more) {
        return Stream.concat(keys.stream(), more.stream()).toList();
    }

    private static Object[] arguments(List<? extends Object> first, List<Integer> limits) {
        return Stream.concat(first.stream(), limits.stream()).toArray();
    }

    /** Returns the keys of the client address and, with IPv6, of its /48, in one slot. */
    private List<String> addressKeys(Requester requester) {
        String source = requester.source();
        String slot = "gatehouse:password:address:{" + mac(requester.site().orElse(source)) + "}";
        return requester.site().isPresent() ? List.of(slot + ":" + mac(source), slot) : List.of(slot);
    }

    /** Returns the key of the account's attempts from that network and, with IPv6, from its /48. */
    private List<String> networkKeys(Counted attempt) {
        Stream<String> networks = attempt.recognized()
                .map(Stream::of)
                .orElseGet(() ->
                        Stream.concat(Stream.of(attempt.requester().network()), attempt.requester().site().stream()));
        return networks.map(network -> key("account", attempt.realm(), attempt.email(), network))
                .toList();
    }

    private String rowKey(RealmId realm, String email) {
        return key("row", realm, email);
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
        return identifiers.macBase64Url(parts);
    }
}
