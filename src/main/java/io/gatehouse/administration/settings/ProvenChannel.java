package io.gatehouse.administration.settings;

import io.gatehouse.caller.Actor;
import io.gatehouse.kernel.Refusal.Reason;
import io.gatehouse.realm.Channel;
import io.gatehouse.realm.RealmSettings;
import io.gatehouse.session.Session.SecondFactor;
import io.gatehouse.session.Session.SessionId;
import io.gatehouse.session.Sessions;
import io.gatehouse.session.Sessions.OpenedSession;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** Records the proof of a verified test, and raises the session to multi-factor. */
@ApplicationScoped
class ProvenChannel {
    private final ChannelProofs proofs;
    private final Sessions sessions;

    ProvenChannel(ChannelProofs proofs, Sessions sessions) {
        this.proofs = proofs;
        this.sessions = sessions;
    }

    ChannelTestOutcome raise(Actor actor, Channel channel) {
        SessionId session = actor.session().id();
        proofs.add(session, channel);
        Optional<OpenedSession> opened = counts(actor.realm().settings().mfa(), channel)
                ? sessions.stepUp(session, Optional.of(factor(channel)))
                : sessions.rotateSecret(session);
        return opened.<ChannelTestOutcome>map(ChannelTestOutcome.Proven::new)
                .orElseGet(() -> new ChannelTestOutcome.Refused(Reason.FLOW_EXPIRED));
    }

    /** Returns whether a code by that channel is a second factor under the current policy. */
    private static boolean counts(RealmSettings.Mfa mfa, Channel channel) {
        return !mfa.enabled() || mfa.method().allows(channel);
    }

    private static SecondFactor factor(Channel channel) {
        return switch (channel) {
            case SMS -> SecondFactor.SMS;
            case EMAIL -> SecondFactor.EMAIL;
        };
    }
}
