package io.gatehouse.web.signin;

import io.gatehouse.challenge.Challenge.Destination;
import io.gatehouse.challenge.Challenge.SentCode;
import io.gatehouse.delivery.dispatch.Deliveries.DeliveryFate;
import io.gatehouse.realm.Channel;
import io.gatehouse.signin.SignInOutcome;
import io.gatehouse.web.layout.Countdown;
import io.quarkus.qute.TemplateData;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * The code that was sent, as its page shows it.
 *
 * @param lifetime time until the code expires
 * @param pause time until another code can be requested
 * @param otherWays whether there is another channel
 * @param provesMailbox whether the code only proves the mailbox
 * @param recoverable whether a recovery code is accepted in its place
 */
@TemplateData
record CodeView(
        Channel channel,
        String hint,
        DeliveryFate delivery,
        String tag,
        int length,
        int attemptsLeft,
        Countdown lifetime,
        Countdown pause,
        boolean otherWays,
        boolean phoneOpen,
        boolean provesMailbox,
        boolean recoverable) {

    static CodeView of(SignInOutcome.View view, SentCode sent, Instant now) {
        var code = sent.code();
        List<Destination> channels = view.channels();
        return new CodeView(
                sent.destination().channel(),
                sent.destination().hint(),
                sent.delivery(),
                code.tag(),
                code.length(),
                code.attemptsLeft(),
                Countdown.until(code.expiresAt(), now),
                Countdown.until(sent.resendAt(), now),
                channels.size() > 1,
                view.phoneOpen(),
                view.provesMailbox(),
                view.recoverable());
    }

    /** Returns the state of the delivery as the style sheets and scripts name it. */
    public String state() {
        return delivery.state().name().toLowerCase(Locale.ROOT);
    }

    public boolean bySms() {
        return channel == Channel.SMS;
    }
}
