package io.gatehouse.http;

import io.netty.channel.Channel;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.SingleThreadEventLoop;
import io.netty.util.concurrent.EventExecutor;
import io.quarkus.netty.BossEventLoopGroup;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Stops listening a second before the shutdown delay ends. Vert.x itself closes the connections first, so that what came
 * meanwhile would be lost; a proxy whose connection is refused sends the request, even a POST, to another instance.
 */
@ApplicationScoped
class ListeningSockets {
    /** Time for a request on a connection that was just accepted to be read; Quarkus then waits for its response. */
    private static final Duration READING = Duration.ofSeconds(1);

    private final EventLoopGroup acceptors;
    private final Duration delay;

    ListeningSockets(
            @BossEventLoopGroup EventLoopGroup acceptors,
            @ConfigProperty(name = "quarkus.shutdown.delay") Optional<Duration> delay) {
        this.acceptors = acceptors;
        this.delay = delay.orElse(Duration.ZERO);
    }

    void closeBefore(@Observes ShutdownDelayInitiatedEvent stopping) {
        long wait = Math.max(0, delay.minus(READING).toMillis());
        for (EventExecutor acceptor : acceptors) {
            acceptor.schedule(() -> close((SingleThreadEventLoop) acceptor), wait, TimeUnit.MILLISECONDS);
        }
    }

    private static void close(SingleThreadEventLoop acceptor) {
        List<Channel> listening = new ArrayList<>();
        acceptor.registeredChannelsIterator().forEachRemaining(listening::add);
        listening.forEach(Channel::close);
    }
}
