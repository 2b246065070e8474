package io.gatehouse.administration.settings;

import io.gatehouse.challenge.Challenge.SentCode;
import io.gatehouse.kernel.Refusal;
import io.gatehouse.kernel.Refusal.Reason;
import io.gatehouse.session.Sessions.OpenedSession;
import java.util.function.Function;

/** What a step of a channel's test leads to. */
public sealed interface ChannelTestOutcome {

    /** A code is out. */
    record Sent(SentCode code) implements ChannelTestOutcome {}

    /** The channel is proven, and the session's secrets are new. */
    record Proven(OpenedSession opened) implements ChannelTestOutcome {}

    /** Not so. */
    record Refused(Refusal refusal) implements ChannelTestOutcome {
        Refused(Reason reason) {
            this(Refusal.of(reason));
        }
    }

    /** Handles every case. */
    default <T> T fold(Function<SentCode, T> sent, Function<OpenedSession, T> proven, Function<Refusal, T> refused) {
        if (this instanceof Sent out) {
            return sent.apply(out.code());
        }
        return this instanceof Proven done ? proven.apply(done.opened()) : refused.apply(((Refused) this).refusal());
    }
}
