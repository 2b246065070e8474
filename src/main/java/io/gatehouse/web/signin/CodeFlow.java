package io.gatehouse.web.signin;

import io.gatehouse.authenticator.PasskeyOptions;
import io.gatehouse.kernel.Refusal;
import io.gatehouse.realm.Channel;
import io.gatehouse.realm.Realm;
import io.gatehouse.signin.SignInOutcome;
import io.gatehouse.web.layout.Flow;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import java.util.function.Function;

/** The operations of the code pages on one sign-in, step-up or password reset. */
public abstract class CodeFlow {
    private final Flow flow;

    public CodeFlow(Flow flow) {
        this.flow = flow;
    }

    /** Returns the flow that the code belongs to. */
    public Flow flow() {
        return flow;
    }

    public Realm realm() {
        return flow.realm();
    }

    /** Returns that page for the flow's current code, or a redirect if the flow is past its code or has ended. */
    public abstract Response current(Function<SignInOutcome.View, Response> page);

    /** Sends the first or another code, and redirects to the next step. */
    public abstract Response send(Channel channel, Function<Refusal, Response> refused);

    /**
     * Verifies the latest code, and redirects to the next step.
     *
     * @param trusted whether this browser is to be trusted from now on
     */
    public abstract Response verify(String digits, boolean trusted, Function<Refusal, Response> refused);

    /** Verifies a recovery code, and redirects to the next step. */
    public abstract Response recover(String typed, Function<Refusal, Response> refused);

    /** Verifies the code of the authenticator app, and redirects to the next step. */
    public abstract Response verifyTotp(String digits, boolean trusted, Function<Refusal, Response> refused);

    /** Returns the options to use a passkey of the account, or empty if the flow accepts none. */
    public abstract Optional<PasskeyOptions.Request> usePasskey();

    /**
     * Verifies a passkey, and redirects to the next step.
     *
     * @param credential the {@code PublicKeyCredential} as JSON
     */
    public abstract Response verifyPasskey(String credential, boolean trusted, Function<Refusal, Response> refused);

    /** Cancels the flow, and redirects to a page outside it. */
    public abstract Response cancel();
}
