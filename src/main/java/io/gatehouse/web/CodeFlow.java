package io.gatehouse.web;

import io.gatehouse.platform.Refusal;
import io.gatehouse.realm.Channel;
import io.gatehouse.realm.Realm;
import io.gatehouse.signin.PendingView;
import jakarta.ws.rs.core.Response;
import java.util.function.Function;

/** A flow that has come to its code, bound to its id: what the pages about the code can do in it. */
abstract class CodeFlow {
    private final Flow flow;

    CodeFlow(Flow flow) {
        this.flow = flow;
    }

    /** What it leads to. */
    final Flow flow() {
        return flow;
    }

    final Realm realm() {
        return flow.realm();
    }

    /** The page of where it stands; another, if it is past its code or over. */
    abstract Response current(Function<PendingView, Response> page);

    /** Sends a code, for the first time or again, and leads on. */
    abstract Response send(Channel channel, Function<Refusal, Response> refused);

    /**
     * Verifies the newest code, and leads on.
     *
     * @param trusted whether the person wishes the browser to stand in for it from now on
     */
    abstract Response verify(String digits, boolean trusted, Function<Refusal, Response> refused);

    /** Takes a recovery code in place of the code, and leads on. */
    abstract Response recover(String typed, Function<Refusal, Response> refused);
}
