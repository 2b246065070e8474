package io.gatehouse.signin;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.kernel.Refusal;
import io.gatehouse.kernel.Refusal.Reason;
import io.gatehouse.signin.SignInOutcome.Complete;
import io.gatehouse.signin.SignInOutcome.Pending;
import io.gatehouse.signin.SignInOutcome.Refused;
import io.gatehouse.signin.SignInOutcome.View;
import java.util.Optional;

/** Checks which outcome a step of a sign-in has, and returns its content. */
final class SignInOutcomes {
    private SignInOutcomes() {}

    static View pending(SignInOutcome outcome) {
        assertThat(outcome).isInstanceOf(Pending.class);
        return ((Pending) outcome).view();
    }

    static Complete complete(SignInOutcome outcome) {
        assertThat(outcome).isInstanceOf(Complete.class);
        return (Complete) outcome;
    }

    static Refusal refusal(SignInOutcome outcome) {
        assertThat(outcome).isInstanceOf(Refused.class);
        return ((Refused) outcome).refusal();
    }

    static void assertRefused(SignInOutcome outcome, Reason reason) {
        assertThat(refusal(outcome).reason()).isEqualTo(reason);
    }

    static <T> T ready(Prepared<T> prepared) {
        return prepared.fold(value -> value, refusal -> {
            throw new AssertionError(refusal);
        });
    }

    static <T> void assertRefused(Prepared<T> prepared, Reason reason) {
        assertThat(prepared.<Optional<Reason>>fold(value -> Optional.empty(), refusal -> Optional.of(refusal.reason())))
                .contains(reason);
    }
}
