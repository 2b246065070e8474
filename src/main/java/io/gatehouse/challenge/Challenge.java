package io.gatehouse.challenge;

import io.gatehouse.administrator.ContactAddress;
import io.gatehouse.administrator.EmailAddress;
import io.gatehouse.delivery.dispatch.Deliveries.DeliveryFate;
import io.gatehouse.delivery.message.CodePurpose;
import io.gatehouse.otp.CodeRequest;
import io.gatehouse.otp.CodeStore.OneTimeCode;
import io.gatehouse.otp.FlowContext;
import io.gatehouse.realm.Channel;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * A second factor that a flow requires.
 *
 * @param context the administrator challenged, and the requester
 * @param flow secret id of the flow; codes are bound to it, and its attempts are counted under it
 * @param purpose of the factor; a code of one purpose is not accepted for another
 */
public record Challenge(FlowContext context, String flow, CodePurpose purpose) {

    /** A masked address that a code can be sent to. */
    public record Destination(Channel channel, String hint) {
        /** Returns the address, masked. */
        public static Destination of(ContactAddress address) {
            return new Destination(address.channel(), address.hint());
        }
    }

    /** What is known of a code that was sent: where to, until when, whether it arrived; never its digits. */
    public record SentCode(OneTimeCode code, Destination destination, DeliveryFate delivery) {

        /** Returns from when another may be requested; there is no wait after one that could not be sent. */
        public Instant resendAt() {
            boolean lifted = delivery.isFailed() && delivery.since().isBefore(code.resendAt());
            return lifted ? delivery.since() : code.resendAt();
        }
    }

    /** The administrator's response to a challenge. */
    public sealed interface Response {}

    /** The digits entered for the code that was sent to an address. */
    public record EnteredDigits(ContactAddress sentTo, String digits) implements Response {
        /** Shows only the channel, to keep the code out of logs. */
        @Override
        public String toString() {
            return "EnteredDigits[" + sentTo.channel() + "]";
        }
    }

    /** A recovery code entered in place of a code that was sent. */
    public record EnteredRecoveryCode(String code) implements Response {
        /** Omits the code, to keep it out of logs. */
        @Override
        public String toString() {
            return "EnteredRecoveryCode[]";
        }
    }

    /** The code of the authenticator app. */
    public record EnteredTotp(String code) implements Response {
        /** Omits the code, to keep it out of logs. */
        @Override
        public String toString() {
            return "EnteredTotp[]";
        }
    }

    CodeRequest codeRequest(ContactAddress address, boolean waitWaived, Instant now) {
        return context.codeRequest(context.binding(flow, purpose, address), waitWaived, now);
    }

    /** Returns what the audit log says of a code sent to that address. */
    Map<String, String> details(ContactAddress address) {
        Map<String, String> details = new HashMap<>(
                Map.of("channel", address.channel().name(), "to", address.hint(), "purpose", purpose.name()));
        if (purpose == CodePurpose.PASSWORD_RESET) {
            details.put("singleChannel", Boolean.toString(address instanceof EmailAddress));
        }
        return details;
    }
}
