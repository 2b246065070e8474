package io.gatehouse.otp;

import io.gatehouse.administrator.ContactAddress;
import io.gatehouse.administrator.MobileNumber;
import io.gatehouse.delivery.message.CodeMessage;
import io.gatehouse.delivery.message.CodePurpose;
import io.gatehouse.kernel.id.AdministratorId;
import io.gatehouse.kernel.id.RealmId;
import io.gatehouse.otp.SendLimits.SendAttempt;
import io.gatehouse.realm.RealmSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A flow's wish for a code.
 *
 * @param waitWaived whether the wait between two codes of a flow does not apply
 * @param askedAt the moment the message tells
 */
public record CodeRequest(FlowContext context, CodeBinding binding, boolean waitWaived, Instant askedAt) {

    /**
     * All that a code is bound to: with any part of it another, the code is a wrong one.
     *
     * @param flow secret id of the flow that asked for the code
     * @param destination where it was sent, and so by which channel
     */
    public record CodeBinding(
            String flow,
            RealmId realm,
            AdministratorId administrator,
            CodePurpose purpose,
            ContactAddress destination) {

        /** Names neither the flow's secret nor the destination. */
        @Override
        public String toString() {
            return "CodeBinding[" + purpose + "]";
        }
    }

    /**
     * How codes of a flow are made and counted.
     *
     * @param length digits
     * @param attempts tries shared by all codes of the flow
     */
    public record CodePolicy(int length, Duration lifetime, Duration resendAfter, int attempts) {

        /** Tries a flow has, however many codes it sends. */
        public static final int ATTEMPTS = 5;

        /** The policy of a realm. */
        public static CodePolicy of(RealmSettings.Mfa mfa) {
            return new CodePolicy(mfa.codeLength(), mfa.codeLifetime(), mfa.resendAfter(), ATTEMPTS);
        }
    }

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
