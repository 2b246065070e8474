package io.gatehouse.delivery.mail;

import io.quarkus.mailer.reactive.ReactiveMailer;
import io.smallrye.mutiny.Uni;
import io.vertx.core.AbstractVerticle;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * The one event loop that speaks SMTP. Asked from several threads, Vert.x' pool may open a connection on one loop and
 * listen to it on another; a greeting that comes in between is lost, and the mail waits until its time is up.
 */
@ApplicationScoped
class MailLoop {
    private final Future<Context> loop;

    MailLoop(Vertx vertx) {
        Promise<Context> started = Promise.promise();
        this.loop = started.future();
        vertx.deployVerticle(new AbstractVerticle() {
                    @Override
                    public void start() {
                        started.complete(context);
                    }
                })
                .onFailure(started::tryFail);
    }

    /** Returns the same mailer, speaking on that loop alone. */
    ReactiveMailer confine(ReactiveMailer mailer) {
        return mails -> Uni.createFrom()
                .deferred(() -> mailer.send(mails))
                .runSubscriptionOn(task -> loop.onSuccess(context -> context.runOnContext(nothing -> task.run())));
    }
}
