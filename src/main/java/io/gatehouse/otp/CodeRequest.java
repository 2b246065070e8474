package io.gatehouse.otp;

import io.gatehouse.administrator.MobileNumber;
import io.gatehouse.delivery.message.CodeMessage;
import io.gatehouse.realm.RealmSettings;
import java.time.Instant;
import java.util.Optional;

/**
 * A flow's wish for a code.
 *
 * @param waitWaived whether the wait between two codes of a flow does not apply
 * @param askedAt the moment the message tells
 */
public record CodeRequest(FlowContext context, CodeBinding binding, boolean waitWaived, Instant askedAt) {
    CodeRequest withoutWait() {
        return new CodeRequest(context, binding, true, askedAt);
    }

    CodePolicy policy() {
        return CodePolicy.of(settings().mfa());
    }

    SendAttempt sending() {
        return new SendAttempt(
                binding.realm(),
                binding.administrator(),
                binding.destination(),
                proven(),
                settings().sms().dailyLimit(),
                policy().lifetime(),
                context.requester());
    }

    CodeMessage message(String code, String tag, String reportUrl) {
        return new CodeMessage(
                binding.realm(),
                binding.administrator(),
                binding.purpose(),
                binding.destination(),
                proven(),
                code,
                tag,
                reportUrl,
                settings().displayName(),
                context.person().language(settings()),
                policy().lifetime(),
                context.requester(),
                askedAt);
    }

    /** Only a number can be typed by whoever signs in; the mail address came with the invitation. */
    private boolean proven() {
        return !(binding.destination() instanceof MobileNumber number)
                || context.person().phone().equals(Optional.of(number));
    }

    private RealmSettings settings() {
        return context.realm().settings();
    }
}
