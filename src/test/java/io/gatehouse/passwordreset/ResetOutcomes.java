package io.gatehouse.passwordreset;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.kernel.Refusal.Reason;

/** Checks which outcome a step of a reset has, and returns its content. */
public final class ResetOutcomes {
    private ResetOutcomes() {}

    public static ResetOutcome.View view(ResetOutcome outcome) {
        assertThat(outcome).isInstanceOf(ResetOutcome.Pending.class);
        return ((ResetOutcome.Pending) outcome).view();
    }

    public static void assertRefused(ResetOutcome outcome, Reason reason) {
        assertThat(outcome).isInstanceOf(ResetOutcome.Refused.class);
        assertThat(((ResetOutcome.Refused) outcome).refusal().reason()).isEqualTo(reason);
    }
}
