package io.gatehouse.passwordreset;

import io.gatehouse.kernel.KernelFakes;
import io.gatehouse.testing.Fakes;

/** Reset links without the application. */
public final class ResetLinkFakes {
    private ResetLinkFakes() {}

    public static ResetLinks resetLinks(Fakes fakes) {
        return new ResetLinks(
                fakes.realms,
                fakes.administrators,
                fakes.links,
                fakes.mails.outbox,
                fakes.audit.log,
                KernelFakes.urls(),
                fakes.clock);
    }
}
