package io.gatehouse.invitation;

import io.gatehouse.kernel.KernelFakes;
import io.gatehouse.passwordreset.PasswordResetFakes;
import io.gatehouse.testing.Fakes;

/** Invitations of services with tables in memory. */
public final class InvitationFakes {
    private InvitationFakes() {}

    public static Invitations invitations(Fakes fakes, PasswordResetFakes resetFakes) {
        return new Invitations(
                fakes.administrators,
                fakes.links,
                KernelFakes.urls(),
                fakes.mails.outbox,
                fakes.audit.log,
                fakes.clock,
                resetFakes.newPasswords);
    }
}
