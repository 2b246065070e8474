package io.gatehouse.kernel.redis;

import io.gatehouse.kernel.UnavailableException;
import io.gatehouse.kernel.redis.RedisConnections.Generation;
import io.gatehouse.kernel.store.Store;
import io.vertx.core.Future;
import io.vertx.redis.client.RedisAPI;
import io.vertx.redis.client.Response;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Sends the few Redis commands that Gatehouse uses, one round trip each; any failure is an
 * {@link UnavailableException}. A command fails after {@value #RESPONSE_TIMEOUT_MILLIS} ms without any response from
 * Redis. While Redis responds to other commands, this node is busy rather than Redis down, and a command may take up to
 * {@value #MAX_WAIT_MILLIS} ms. Time for which this node itself had no processor does not count.
 *
 * <p>What writes is a script, which does nothing once its command has failed here: it has a deadline in Redis' time.
 */
@Singleton
public class RedisClient implements Store {
    private static final String NAME = "redis";
    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);
    private static final long RESPONSE_TIMEOUT_MILLIS = 1000;
    private static final long MAX_WAIT_MILLIS = 3000;
    private static final long SLICE_MILLIS = 50;
    /** Less than the time-out, so that a script that has run was also waited for. */
    private static final long DEADLINE_MILLIS = 900;

    private static final Duration CHECK_LIFETIME = Duration.ofMinutes(1);

    private static final RedisScript SET =
            RedisScript.of("redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])\nreturn {}\n");
    private static final RedisScript ADD =
            RedisScript.of("return {redis.call('SET', KEYS[1], ARGV[1], 'NX', 'PX', ARGV[2]) and 1 or 0}\n");
    private static final RedisScript REPLACE =
            RedisScript.of("redis.call('SET', KEYS[1], ARGV[1], 'XX', 'KEEPTTL')\nreturn {}\n");
    private static final RedisScript DELETE = RedisScript.of("return {redis.call('DEL', unpack(KEYS))}\n");

    private final RedisConnections connections;
    private final RedisTime time = new RedisTime();
    private volatile long lastResponse = System.nanoTime();

    RedisClient(RedisConnections connections) {
        this.connections = connections;
    }

    /** Returns the value of the key, or empty if there is none. */
    public Optional<String> get(String key) {
        return Optional.ofNullable(call(new Wait(), redis -> redis.get(key))).map(Response::toString);
    }

    /** Sets the key, which expires after the lifetime. */
    public void set(String key, String value, Duration lifetime) {
        run(SET, List.of(key), value, lifetime.toMillis());
    }

    /** Sets the key unless it exists, and returns whether it was set. */
    public boolean setIfAbsent(String key, String value, Duration lifetime) {
        return run(ADD, List.of(key), value, lifetime.toMillis()).get(0).equals("1");
    }

    /** Replaces the value of an existing key without extending its lifetime. */
    public void replace(String key, String value) {
        run(REPLACE, List.of(key), value);
    }

    /** Deletes the keys, which must share a hash slot, and returns whether any existed. */
    public boolean delete(List<String> keys) {
        return !run(DELETE, keys).get(0).equals("0");
    }

    /** Runs a script atomically and returns its result, a list of strings and numbers, as strings. */
    public List<String> run(RedisScript script, List<String> keys, Object... arguments) {
        var wait = new Wait();
        while (true) {
            long deadline = time.after(DEADLINE_MILLIS);
            List<String> reply = call(wait, redis -> evaluate(redis, script, keys, deadline, arguments)).stream()
                    .map(Response::toString)
                    .toList();
            if (!reply.isEmpty() && reply.get(0).equals(RedisScript.LATE)) {
                time.learn(Long.parseLong(reply.get(1)));
                wait.retry();
            } else {
                return reply;
            }
        }
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void ping() {
        get("gatehouse:check");
    }

    /** Returns false, since all nodes share Redis. */
    @Override
    public boolean isNeededToBeReady() {
        return false;
    }

    @Override
    public void check() {
        set("gatehouse:check", "", CHECK_LIFETIME);
        get("gatehouse:check");
    }

    private static Future<Response> evaluate(
            RedisAPI redis, RedisScript script, List<String> keys, long deadline, Object... arguments) {
        return redis.evalsha(parameters(script.sha1(), keys, deadline, arguments))
                .recover(failure -> String.valueOf(failure.getMessage()).contains("NOSCRIPT")
                        ? redis.eval(parameters(script.text(), keys, deadline, arguments))
                        : Future.failedFuture(failure));
    }

    private static List<String> parameters(String script, List<String> keys, long deadline, Object... arguments) {
        return Stream.of(
                        Stream.of(script, Integer.toString(keys.size())),
                        keys.stream(),
                        Stream.of(arguments).map(Object::toString),
                        Stream.of(Long.toString(deadline)))
                .flatMap(parts -> parts)
                .toList();
    }

    private Response call(Wait wait, Function<RedisAPI, Future<Response>> command) {
        Generation used = connections.current();
        try {
            return wait.on(command.apply(used.commands()));
        } catch (ExecutionException e) {
            if (!String.valueOf(e.getCause().getMessage()).contains("READONLY")) {
                throw new UnavailableException(NAME, RETRY_AFTER, e.getCause());
            }
            // Nothing was written. These are connections to a server that is no primary any more.
            connections.replace(used);
            if (connections.current() == used) {
                throw new UnavailableException(NAME, RETRY_AFTER, e.getCause());
            }
            return call(wait, command);
        } catch (TimeoutException e) {
            connections.replace(used);
            throw new UnavailableException(NAME, RETRY_AFTER, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnavailableException(NAME, RETRY_AFTER, e);
        }
    }

    /**
     * The wait of a caller, over all tries of its command. It is counted in slices, not by a clock, after each of which the
     * event loop reads what has arrived: while this node is short of processor time, a slice takes longer.
     */
    private final class Wait {
        private long waited;

        /** Returns the response; throws {@link TimeoutException} if there is none in time. */
        Response on(Future<Response> command) throws ExecutionException, InterruptedException, TimeoutException {
            CompletableFuture<Response> result = command.onSuccess(response -> lastResponse = System.nanoTime())
                    .toCompletionStage()
                    .toCompletableFuture();
            long seen = lastResponse;
            long silence = 0;
            while (true) {
                try {
                    return result.get(SLICE_MILLIS, TimeUnit.MILLISECONDS);
                } catch (TimeoutException e) {
                    connections.awaitEventLoop();
                    waited += SLICE_MILLIS;
                    silence = seen == lastResponse ? silence + SLICE_MILLIS : 0;
                    seen = lastResponse;
                    if (silence >= RESPONSE_TIMEOUT_MILLIS || waited >= MAX_WAIT_MILLIS) {
                        throw new TimeoutException("no answer in time");
                    }
                }
            }
        }

        /** Counts a slice for an answer that came too late, before the next try. */
        void retry() {
            waited += SLICE_MILLIS;
            if (waited >= MAX_WAIT_MILLIS) {
                throw new UnavailableException(NAME, RETRY_AFTER, new TimeoutException("answers come too late"));
            }
        }
    }

    /** Redis' time: as the last script that came too late reported it, and advanced by the monotonic timer. */
    private static final class RedisTime {
        private static final long MAX_AGE_NANOS = TimeUnit.MINUTES.toNanos(1);

        private record Anchor(long millis, long nanoTime) {}

        private volatile Anchor anchor = new Anchor(0, System.nanoTime());

        /** Returns the time after that many milliseconds; long past if the time must be learnt again. */
        long after(long millis) {
            Anchor last = anchor;
            long age = System.nanoTime() - last.nanoTime();
            return age > MAX_AGE_NANOS ? 0 : last.millis() + TimeUnit.NANOSECONDS.toMillis(age) + millis;
        }

        void learn(long millis) {
            anchor = new Anchor(millis, System.nanoTime());
        }
    }
}
