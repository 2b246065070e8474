package io.gatehouse.web.form;

import io.gatehouse.testing.Artifact;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Holds the requests for a page until the test releases them. */
@Singleton
public class HeldPages {
    /** Before the body is read. */
    private static final int PRIORITY = 900;

    private final Queue<Runnable> held = new ConcurrentLinkedQueue<>();
    private volatile String path = "";

    void register(@Observes Filters filters) {
        filters.register(this::pass, PRIORITY);
    }

    void hold(String page) {
        Artifact.needsTheApplicationHere("A request");
        path = page;
    }

    int count() {
        return held.size();
    }

    void release() {
        path = "";
        for (Runnable request = held.poll(); request != null; request = held.poll()) {
            request.run();
        }
    }

    private void pass(RoutingContext routing) {
        var request = routing.request();
        if (request.method() != HttpMethod.GET || !request.path().equals(path)) {
            routing.next();
            return;
        }
        Context context = Vertx.currentContext();
        request.pause();
        held.add(() -> context.runOnContext(released -> {
            request.resume();
            routing.next();
        }));
    }
}
