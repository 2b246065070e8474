package io.gatehouse.web.signin;

import io.gatehouse.administrator.MobileNumber;
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
 * @param address that it was sent to: masked, or the number entered in this flow
 * @param lifetime time until the code expires
 * @param pause time until another code can be requested
 * @param others where a code can be sent instead
 * @param ways the authenticators that can be used instead
 * @param provesMailbox whether the code only proves the mailbox
 * @param recoverable whether the account has a recovery code, which is accepted in its place
 */
@TemplateData
record CodeView(
        Channel channel,
        String address,
        DeliveryFate delivery,
        String tag,
        int length,
        int attemptsLeft,
        Countdown lifetime,
        Countdown pause,
        List<Destination> others,
        OtherWays ways,
        boolean phoneOpen,
        boolean provesMailbox,
        boolean recoverable) {

    static CodeView of(SignInOutcome.View view, SentCode sent, Instant now) {
        var code = sent.code();
        return new CodeView(
                sent.destination().channel(),
                view.candidate()
                        .filter(number -> sent.destination().channel() == Channel.SMS)
                        .map(MobileNumber::international)
                        .orElse(sent.destination().hint()),
                sent.delivery(),
                code.tag(),
                code.length(),
                code.attemptsLeft(),
                Countdown.until(code.expiresAt(), now),
                Countdown.until(sent.resendAt(), now),
                view.channels().stream()
                        .filter(other -> other.channel() != sent.destination().channel())
                        .toList(),
                OtherWays.of(view),
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
