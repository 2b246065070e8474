package io.gatehouse.platform;

import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.redis.datasource.value.SetArgs;
import io.quarkus.redis.datasource.value.ValueCommands;
import io.vertx.mutiny.redis.client.Response;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The few Redis commands Gatehouse uses, one round trip each; whatever goes wrong there is {@link UnavailableException}. */
@Singleton
public class RedisClient {
    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

    private final RedisDataSource redis;
    private final ValueCommands<String, String> values;

    RedisClient(RedisDataSource redis) {
        this.redis = redis;
        this.values = redis.value(String.class);
    }

    /** The value of the key, if there is one. */
    public Optional<String> get(String key) {
        return attempt(() -> Optional.ofNullable(values.get(key)));
    }

    /** Sets the key, to expire after that time. */
    public void set(String key, String value, Duration lifetime) {
        attempt(() -> {
            values.set(key, value, new SetArgs().px(lifetime));
            return null;
        });
    }

    /** Replaces the value of a key that is still there, without prolonging it. */
    public void replace(String key, String value) {
        attempt(() -> {
            values.set(key, value, new SetArgs().xx().keepttl());
            return null;
        });
    }

    /** Removes the keys. */
    public void delete(String... keys) {
        attempt(() -> redis.key().del(keys));
    }

    /** Runs a script atomically and returns its answer, a list of strings and numbers, as strings. */
    public List<String> run(RedisScript script, List<String> keys, Object... arguments) {
        return attempt(() -> {
            Response response;
            try {
                response = redis.execute("EVALSHA", parameters(script.sha1(), keys, arguments));
            } catch (RuntimeException e) {
                if (!String.valueOf(e.getMessage()).contains("NOSCRIPT")) {
                    throw e;
                }
                response = redis.execute("EVAL", parameters(script.text(), keys, arguments));
            }
            List<String> answer = new ArrayList<>();
            response.forEach(item -> answer.add(item.toString()));
            return answer;
        });
    }

    private static String[] parameters(String script, List<String> keys, Object... arguments) {
        return Stream.of(
                        Stream.of(script, Integer.toString(keys.size())),
                        keys.stream(),
                        Stream.of(arguments).map(Object::toString))
                .flatMap(parts -> parts)
                .toArray(String[]::new);
    }

    private static <T> T attempt(Supplier<T> command) {
        try {
            return command.get();
        } catch (RuntimeException e) {
            throw new UnavailableException("redis", RETRY_AFTER, e);
        }
    }
}
