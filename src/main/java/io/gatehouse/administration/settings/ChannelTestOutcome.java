package io.gatehouse.administration.settings;

import io.gatehouse.challenge.Challenge.SentCode;
import io.gatehouse.kernel.Refusal;
import io.gatehouse.kernel.Refusal.Reason;
import io.gatehouse.session.Sessions.OpenedSession;
import java.util.function.Function;

/** The outcome of a step of a channel test. */
public sealed interface ChannelTestOutcome {

    /** A code was sent. */
    record Sent(SentCode code) implements ChannelTestOutcome {}

    /** The channel was proven; the session has new secrets. */
    record Proven(OpenedSession opened) implements ChannelTestOutcome {}

    /** The step was refused. */
    record Refused(Refusal refusal) implements ChannelTestOutcome {
        Refused(Reason reason) {
            this(Refusal.of(reason));
        }
    }

    /** Applies the function that matches the outcome. */
    default <T> T fold(Function<SentCode, T> sent, Function<OpenedSession, T> proven, Function<Refusal, T> refused) {
        if (this instanceof Sent out) {
            return sent.apply(out.code());
        }
        return this instanceof Proven done ? proven.apply(done.opened()) : refused.apply(((Refused) this).refusal());
    }
}
