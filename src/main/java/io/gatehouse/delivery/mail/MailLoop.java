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
 * The single event loop for SMTP. Called from several threads, the pool of Vert.x may open a connection on one event loop and
 * read it on another; a greeting that arrives in between is lost, and the mail times out.
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

    /** Returns the same mailer, confined to that event loop. */
    ReactiveMailer confine(ReactiveMailer mailer) {
        return mails -> Uni.createFrom()
                .deferred(() -> mailer.send(mails))
                .runSubscriptionOn(task -> loop.onSuccess(context -> context.runOnContext(nothing -> task.run())));
    }
}
