package io.gatehouse.otp;

import io.gatehouse.delivery.message.OutgoingMessage.DeliveryId;
import io.gatehouse.kernel.Refusal;
import io.gatehouse.otp.CodeRequest.CodePolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Stores the codes of pending flows: one current code per flow, and the attempts left to the flow, which all its codes share.
 *
 * <p>Sees only the HMAC of a code and the digest of a flow's id; each method is atomic.
 */
public interface CodeStore {

    /**
     * An issued code, without the code itself.
     *
     * @param tag three letters shown on the page and in the message
     * @param resendAt from when another may be requested, unless this one could not be sent
     */
    record OneTimeCode(
            String tag, int length, Instant expiresAt, Instant resendAt, int attemptsLeft, DeliveryId delivery) {}

    /**
     * A new code as the store sees it.
     *
     * @param mac HMAC that it is verified by
     * @param replacedCodeMac HMAC that it is recognised by after another has replaced it
     */
    record NewCode(String mac, String replacedCodeMac, String tag, DeliveryId delivery) {}

    /** The HMACs of an entered code, as in {@link NewCode}. */
    record EnteredCode(String mac, String replacedCodeMac) {}

    /** The result of issuing a code. */
    sealed interface IssueResult {

        /** The code has been issued. */
        record Issued(OneTimeCode code) implements IssueResult {}

        /** No code was issued. */
        record Refused(Refusal refusal) implements IssueResult {}

        /** Runs the consumer of this case. */
        default void run(Consumer<OneTimeCode> issued, Consumer<Refusal> refused) {
            if (this instanceof Issued result) {
                issued.accept(result.code());
            } else {
                refused.accept(((Refused) this).refusal());
            }
        }

        /** Returns the result of the function for this case. */
        default <T> T fold(Function<OneTimeCode, T> issued, Function<Refusal, T> refused) {
            return this instanceof Issued result
                    ? issued.apply(result.code())
                    : refused.apply(((Refused) this).refusal());
        }
    }

    /** The result of verifying an entered code. */
    sealed interface VerifyResult {
        /** The code was the flow's current one, sent by that delivery, and is consumed. */
        record Verified(DeliveryId delivery) implements VerifyResult {}

        /** The code was wrong, or was not compared. */
        record Refused(Refusal refusal) implements VerifyResult {}

        /** Returns the result of the function for this case. */
        default <T> T fold(Function<DeliveryId, T> verified, Function<Refusal, T> refused) {
            return this instanceof Verified result
                    ? verified.apply(result.delivery())
                    : refused.apply(((Refused) this).refusal());
        }
    }

    /**
     * Stores this as the flow's current code, which replaces the previous one; refused before the resend wait is over and when
     * the flow has no attempts left.
     *
     * @param waitWaived whether the resend wait is waived, as for a corrected number
     * @param keptFor how long the flow's count of attempts is kept
     */
    IssueResult issue(String flow, NewCode code, CodePolicy policy, boolean waitWaived, Duration keptFor);

    /**
     * Counts an attempt, compares the code and, if it matches, consumes it. A code that has expired is neither compared nor
     * counted; a replaced one counts as wrong and is reported as replaced. Refuses with {@link Refusal.Reason#FLOW_EXPIRED} if
     * there is no code, as after it was consumed.
     */
    VerifyResult verify(String flow, EnteredCode entered);

    /**
     * Counts an attempt made with something other than the code, and returns the number of attempts left after it, or empty if
     * there was none.
     *
     * @param keptFor how long the flow's count of attempts is kept
     */
    OptionalInt consumeAttempt(String flow, Duration keptFor);

    /** Returns the flow's current code, or empty if it has none. */
    Optional<OneTimeCode> current(String flow);
}
