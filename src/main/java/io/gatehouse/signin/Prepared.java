package io.gatehouse.signin;

import io.gatehouse.kernel.Refusal;
import io.gatehouse.kernel.Refusal.Reason;
import java.util.function.Function;

/** What a client needs for the next step of a sign-in, such as the options of a passkey, or why it cannot be taken. */
public sealed interface Prepared<T> {

    /** The value for the next step. */
    record Ready<T>(T value) implements Prepared<T> {}

    /** The step cannot be taken. */
    record Refused<T>(Refusal refusal) implements Prepared<T> {
        Refused(Reason reason) {
            this(Refusal.of(reason));
        }
    }

    /** Returns the result of the function for this case. */
    default <R> R fold(Function<T, R> ready, Function<Refusal, R> refused) {
        return this instanceof Ready<T> result
                ? ready.apply(result.value())
                : refused.apply(((Refused<T>) this).refusal());
    }
}
