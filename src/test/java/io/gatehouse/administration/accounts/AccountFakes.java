package io.gatehouse.administration.accounts;

import io.gatehouse.invitation.InvitationFakes;
import io.gatehouse.passwordreset.PasswordResetFakes;
import io.gatehouse.testing.Fakes;

/** The services of this package. */
public final class AccountFakes {
    private AccountFakes() {}

    public static Accounts accounts(Fakes fakes) {
        return new Accounts(
                fakes.administrators,
                fakes.administratorLists,
                fakes.influences,
                fakes.otp.lockout,
                fakes.authenticators.authenticators);
    }

    public static AccountChanges changes(Fakes fakes) {
        return new AccountChanges(
                fakes.actors,
                fakes.mailLimits,
                fakes.administrators,
                fakes.influences,
                accounts(fakes),
                InvitationFakes.invitations(fakes, new PasswordResetFakes(fakes)),
                fakes.sessions.revocation,
                fakes.serviceTokens,
                fakes.audit.log);
    }
}
