package io.gatehouse.otp;

import io.gatehouse.kernel.Refusal;
import java.util.function.Consumer;
import java.util.function.Function;

/** What becomes of a wish for a code. */
public sealed interface IssueResult {

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
