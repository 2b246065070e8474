package io.gatehouse.otp;

import io.gatehouse.administrator.ContactAddress;
import io.gatehouse.delivery.message.CodePurpose;
import io.gatehouse.delivery.message.OutgoingMessage.CodeMessage;
import io.gatehouse.kernel.id.AdministratorId;
import io.gatehouse.kernel.id.RealmId;
import io.gatehouse.otp.SendLimits.SendAttempt;
import io.gatehouse.realm.RealmSettings;
import io.gatehouse.realm.Role;
import java.time.Duration;
import java.time.Instant;

/**
 * A flow's request for a code.
 *
 * @param waitWaived whether the resend wait does not apply
 * @param requestedAt the time shown in the message
 */
public record CodeRequest(FlowContext context, CodeBinding binding, boolean waitWaived, Instant requestedAt) {

    /**
     * What a code is bound to: if any part differs, the code is wrong.
     *
     * @param flow secret id of the flow that requested the code
     * @param destination the address it was sent to
     */
    public record CodeBinding(
            String flow,
            RealmId realm,
            AdministratorId administrator,
            CodePurpose purpose,
            ContactAddress destination) {

        /** Omits the flow's secret and the destination, to keep them out of logs. */
        @Override
        public String toString() {
            return "CodeBinding[" + purpose + "]";
        }
    }

    /**
     * The realm's settings for the codes of a flow.
     *
     * @param length number of digits
     * @param attempts number of attempts shared by all codes of the flow
     */
    public record CodePolicy(int length, Duration lifetime, Duration resendAfter, int attempts) {

        /** Attempts per flow, however many codes it sends. */
        public static final int ATTEMPTS = 5;

        /** Returns the policy of a realm. */
        public static CodePolicy of(RealmSettings.Mfa mfa) {
            return new CodePolicy(mfa.codeLength(), mfa.codeLifetime(), mfa.resendAfter(), ATTEMPTS);
        }
    }

    CodeRequest withoutWait() {
        return new CodeRequest(context, binding, true, requestedAt);
    }

    CodePolicy policy() {
        return CodePolicy.of(settings().mfa());
    }

    SendAttempt sendAttempt() {
        return new SendAttempt(
                binding.realm(),
                binding.administrator(),
                context.administrator().role() == Role.SYSTEM_ADMINISTRATOR,
                binding.destination(),
                context.hasProven(binding.destination()),
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
                context.hasProven(binding.destination()),
                code,
                tag,
                reportUrl,
                settings().displayName(),
                context.administrator().language(settings()),
                policy().lifetime(),
                context.requester(),
                requestedAt);
    }

    private RealmSettings settings() {
        return context.realm().settings();
    }
}
