package io.gatehouse.otp;

import io.gatehouse.delivery.message.DeliveryId;
import io.gatehouse.kernel.Refusal;
import io.gatehouse.otp.CodeRequest.CodePolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Keeps the codes of flows that are under way: one current code per flow, and the attempts that the flow has left over all
 * its codes.
 *
 * <p>Knows a code only by its HMAC and a flow only by a digest; each method is atomic.
 */
public interface CodeStore {

    /**
     * What may be known of a code that has been issued, all but the code itself.
     *
     * @param tag three letters on page and message
     * @param resendAt from when another may be asked for, unless this one could not be sent
     */
    record OneTimeCode(
            String tag, int length, Instant expiresAt, Instant resendAt, int attemptsLeft, DeliveryId delivery) {}

    /**
     * A fresh code in the only form a store sees: its HMACs, with the tag and delivery it goes by.
     *
     * @param mac by which it is verified
     * @param replacedCodeMac by which it is recognised once another has replaced it
     */
    record NewCode(String mac, String replacedCodeMac, String tag, DeliveryId delivery) {}

    /** A code as it was entered, by the HMACs of {@link NewCode}. */
    record EnteredCode(String mac, String replacedCodeMac) {}

    /** What becomes of a wish for a code. */
    sealed interface IssueResult {

        /** It is on its way. */
        record Issued(OneTimeCode code) implements IssueResult {}

        /** Not now, or not any more. */
        record Refused(Refusal refusal) implements IssueResult {}

        /** Does something in both cases. */
        default void run(Consumer<OneTimeCode> issued, Consumer<Refusal> refused) {
            if (this instanceof Issued done) {
                issued.accept(done.code());
            } else {
                refused.accept(((Refused) this).refusal());
            }
        }

        /** Handles both cases. */
        default <T> T fold(Function<OneTimeCode, T> issued, Function<Refusal, T> refused) {
            return this instanceof Issued done ? issued.apply(done.code()) : refused.apply(((Refused) this).refusal());
        }
    }

    /** What becomes of a code that was entered. */
    sealed interface VerifyResult {
        /** It is the flow's, and consumed; it came by that delivery. */
        record Verified(DeliveryId delivery) implements VerifyResult {}

        /** It is not, or it was not even compared. */
        record Refused(Refusal refusal) implements VerifyResult {}

        /** Handles both cases. */
        default <T> T fold(Function<DeliveryId, T> verified, Function<Refusal, T> refused) {
            return this instanceof Verified done
                    ? verified.apply(done.delivery())
                    : refused.apply(((Refused) this).refusal());
        }
    }

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
