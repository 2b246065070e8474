package io.gatehouse.code;

import io.gatehouse.platform.Refusal;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The codes of flows that are under way: one current code a flow, and the tries it has left over all its codes.
 *
 * <p>Knows a code only by its HMAC and a flow only by a digest; each method is atomic.
 */
public interface CodeStore {

    /**
     * Makes this the flow's code and kills the one before; refused before the resend wait is over and once the flow's
     * tries are spent.
     *
     * @param waitWaived whether the resend wait is waived, as for a corrected number
     * @param keptFor how long the flow's count of tries is kept
     */
    Issuing issue(String flow, NewCode code, CodePolicy policy, boolean waitWaived, Duration keptFor);

    /**
     * Counts a try, compares, and on a match consumes the code. A code that has expired is neither compared nor counted;
     * one that another has replaced is a wrong one, and recognised. {@link Refusal.Reason#FLOW_EXPIRED} if there is no
     * code, as after it was consumed.
     */
    Verifying verify(String flow, EnteredCode entered);

    /**
     * Counts a try of something that stands in for the code; how many are left after it.
     *
     * @param keptFor how long the flow's count of tries is kept
     * @return empty if there were none left
     */
    OptionalInt spend(String flow, Duration keptFor);

    /** The flow's current code. */
    Optional<OneTimeCode> current(String flow);
}
