package io.gatehouse.passwordreset;

import io.gatehouse.otp.Destination;
import io.gatehouse.otp.SentCode;
import java.util.List;
import java.util.Optional;

/**
 * What the person on the way to a new password may know.
 *
 * @param id the flow's secret, 256 bits
 * @param channels where a code can be sent, masked; none where only a recovery code will do
 */
public record ResetView(String id, State state, List<Destination> channels, Optional<SentCode> code) {

    /** Where it stands. */
    public enum State {
        /** A channel must be chosen, or a recovery code entered. */
        CHOOSE_CHANNEL,
        /** A code is out and can be entered. */
        CODE_SENT,
        /** The new password can be set. */
        NEW_PASSWORD
    }

    static ResetView newPassword(String id) {
        return new ResetView(id, State.NEW_PASSWORD, List.of(), Optional.empty());
    }
}
