package io.gatehouse.kernel.redis;

import io.gatehouse.kernel.UnavailableException;
import io.vertx.core.Future;
import io.vertx.redis.client.RedisAPI;
import io.vertx.redis.client.Response;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * Sends the few Redis commands that Gatehouse uses, one round trip each; any failure is an
 * {@link UnavailableException}. A command fails after {@value #RESPONSE_TIMEOUT_MILLIS} ms without any response from
 * Redis. While Redis responds to other commands, this node is busy rather than Redis down, and a command may take up to
 * {@value #MAX_WAIT_MILLIS} ms.
 */
@Singleton
public class RedisClient {
    /** A Lua script, stored in the package of the class that runs it. */
    public record RedisScript(String text, String sha1) {

        /** Reads the script with that file name from the owner's package. */
        public static RedisScript beside(Class<?> owner, String file) {
            try (InputStream stream = owner.getResourceAsStream(file)) {
                if (stream == null) {
                    throw new IllegalStateException("No script " + file + " beside " + owner.getName());
                }
                byte[] text = stream.readAllBytes();
                String sha1 = HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-1").digest(text));
                return new RedisScript(new String(text, StandardCharsets.UTF_8), sha1);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);
    private static final long RESPONSE_TIMEOUT_MILLIS = 400;
    private static final long MAX_WAIT_MILLIS = 3000;

    private final RedisAPI redis;
    private volatile long lastResponse = System.nanoTime();

    RedisClient(RedisAPI redis) {
        this.redis = redis;
    }

    /** Returns the value of the key, or empty if there is none. */
    public Optional<String> get(String key) {
        return Optional.ofNullable(await(redis.get(key))).map(Response::toString);
    }

    /** Sets the key, which expires after the lifetime. */
    public void set(String key, String value, Duration lifetime) {
        await(redis.set(List.of(key, value, "PX", Long.toString(lifetime.toMillis()))));
    }

    /** Sets the key unless it exists, and returns whether it was set. */
    public boolean setIfAbsent(String key, String value, Duration lifetime) {
        return await(redis.set(List.of(key, value, "NX", "PX", Long.toString(lifetime.toMillis())))) != null;
    }

    /** Replaces the value of an existing key without extending its lifetime. */
    public void replace(String key, String value) {
        await(redis.set(List.of(key, value, "XX", "KEEPTTL")));
    }

    /** Deletes the keys, which must share a hash slot. */
    public void delete(List<String> keys) {
        await(redis.del(keys));
    }

    /** Runs a script atomically and returns its result, a list of strings and numbers, as strings. */
    public List<String> run(RedisScript script, List<String> keys, Object... arguments) {
        Response response = await(redis.evalsha(parameters(script.sha1(), keys, arguments))
                .recover(failure -> String.valueOf(failure.getMessage()).contains("NOSCRIPT")
                        ? redis.eval(parameters(script.text(), keys, arguments))
                        : Future.failedFuture(failure)));
        return response.stream().map(Response::toString).toList();
    }

    private static List<String> parameters(String script, List<String> keys, Object... arguments) {
        return Stream.of(
                        Stream.of(script, Integer.toString(keys.size())),
                        keys.stream(),
                        Stream.of(arguments).map(Object::toString))
                .flatMap(parts -> parts)
                .toList();
    }

    private Response await(Future<Response> command) {
        long sent = System.nanoTime();
        CompletableFuture<Response> result = command.onSuccess(response -> lastResponse = System.nanoTime())
                .toCompletionStage()
                .toCompletableFuture();
        try {
            while (true) {
                try {
                    return result.get(remainingWait(sent), TimeUnit.NANOSECONDS);
                } catch (TimeoutException e) {
                    if (remainingWait(sent) <= 0) {
                        throw new UnavailableException("redis", RETRY_AFTER, e);
                    }
                }
            }
        } catch (ExecutionException e) {
            throw new UnavailableException("redis", RETRY_AFTER, e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnavailableException("redis", RETRY_AFTER, e);
        }
    }

    /** Returns the remaining nanoseconds before a command sent at that time times out. */
    private long remainingWait(long sent) {
        long now = System.nanoTime();
        long untilTimeout = Math.max(sent, lastResponse) + TimeUnit.MILLISECONDS.toNanos(RESPONSE_TIMEOUT_MILLIS) - now;
        long untilMaxWait = sent + TimeUnit.MILLISECONDS.toNanos(MAX_WAIT_MILLIS) - now;
        return Math.min(untilTimeout, untilMaxWait);
    }
}
