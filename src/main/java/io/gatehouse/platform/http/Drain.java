package io.gatehouse.platform.http;

import io.netty.channel.Channel;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.Vertx;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Takes no more connections from a second before a shutdown's delay ends, and leaves those there are. Quarkus takes them until
 * it finds no request under way, which a busy instance never sees, and then resets them all.
 */
@Singleton
class Drain {
    private static final Duration AHEAD = Duration.ofSeconds(1);
    private static final int FIRST = 1001;

    private final Vertx vertx;
    private final Optional<Duration> delay;
    private final Set<Channel> listeners = ConcurrentHashMap.newKeySet();

    Drain(Vertx vertx, @ConfigProperty(name = "quarkus.shutdown.delay") Optional<Duration> delay) {
        this.vertx = vertx;
        this.delay = delay;
    }

    void register(@Observes Filters filters) {
        filters.register(this::remember, FIRST);
    }

    /** Neither Quarkus nor Vert.x hands out what listens; each connection knows who took it. */
    private void remember(RoutingContext routing) {
        listeners.add(
                ((ConnectionBase) routing.request().connection()).channel().parent());
        routing.next();
    }

    void begin(@Observes ShutdownDelayInitiatedEvent shutdown) {
        delay.map(time -> time.minus(AHEAD).toMillis())
                .filter(wait -> wait > 0)
                .ifPresent(wait -> vertx.setTimer(wait, timer -> listeners.forEach(Channel::close)));
    }
}
