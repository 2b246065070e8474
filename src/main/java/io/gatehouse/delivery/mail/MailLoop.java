package io.gatehouse.delivery.mail;

import io.smallrye.mutiny.Uni;
import io.vertx.core.AbstractVerticle;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.ext.mail.MailClient;
import io.vertx.ext.mail.MailMessage;
import io.vertx.ext.mail.MailResult;
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

    /** Returns the sending of the mail by that client on this event loop; it begins when the result is asked for. */
    Uni<MailResult> send(MailClient client, MailMessage mail) {
        return Uni.createFrom()
                .completionStage(() -> client.sendMail(mail).toCompletionStage())
                .runSubscriptionOn(task -> loop.onSuccess(context -> context.runOnContext(nothing -> task.run())));
    }
}
