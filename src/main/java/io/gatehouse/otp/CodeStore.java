package io.gatehouse.otp;

import io.gatehouse.kernel.Refusal;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Keeps the codes of flows that are under way: one current code per flow, and the attempts that the flow has left over all
 * its codes.
 *
 * <p>Knows a code only by its HMAC and a flow only by a digest; each method is atomic.
 */
public interface CodeStore {

    /**
     * Makes this the flow's code in place of the one before; refused before the resend wait is over and once the flow has no
     * attempt left.
     *
     * @param waitWaived whether the resend wait is waived, as for a corrected number
     * @param keptFor how long the flow's count of attempts is kept
     */
    IssueResult issue(String flow, NewCode code, CodePolicy policy, boolean waitWaived, Duration keptFor);

    /**
     * Counts an attempt, compares the code and, if it matches, consumes it. A code that has expired is neither compared nor
     * counted; one that another has replaced is a wrong one, and recognised. {@link Refusal.Reason#FLOW_EXPIRED} if there is no
     * code, as after it was consumed.
     */
    VerifyResult verify(String flow, EnteredCode entered);

    /**
     * Counts an attempt made with something other than the code, and returns how many are left after it; empty if there
     * was none.
     *
     * @param keptFor how long the flow's count of attempts is kept
     */
    OptionalInt consumeAttempt(String flow, Duration keptFor);

    /** Returns the flow's current code, or empty if it has none. */
    Optional<OneTimeCode> current(String flow);
}
