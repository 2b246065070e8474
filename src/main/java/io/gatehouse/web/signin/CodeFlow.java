package io.gatehouse.web.signin;

import io.gatehouse.kernel.Refusal;
import io.gatehouse.realm.Channel;
import io.gatehouse.realm.Realm;
import io.gatehouse.signin.SignInOutcome;
import io.gatehouse.web.layout.Flow;
import jakarta.ws.rs.core.Response;
import java.util.function.Function;

/** A flow that has come to its code, bound to its id: what the pages about the code can do in it. */
public abstract class CodeFlow {
    private final Flow flow;

    public CodeFlow(Flow flow) {
        this.flow = flow;
    }

    /** What it leads to. */
    public Flow flow() {
        return flow;
    }

    public Realm realm() {
        return flow.realm();
    }

    /** The page of where it stands; another, if it is past its code or over. */
    public abstract Response current(Function<SignInOutcome.View, Response> page);

    /** Sends a code, for the first time or again, and leads on. */
    public abstract Response send(Channel channel, Function<Refusal, Response> refused);

    /**
     * Verifies the newest code, and leads on.
     *
     * @param trusted whether the person wishes the browser to stand in for it from now on
     */
    public abstract Response verify(String digits, boolean trusted, Function<Refusal, Response> refused);

    /** Takes a recovery code in place of the code, and leads on. */
    public abstract Response recover(String typed, Function<Refusal, Response> refused);
}
