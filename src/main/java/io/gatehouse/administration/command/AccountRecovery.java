package io.gatehouse.administration.command;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.administrator.Administrators;
import io.gatehouse.administrator.RecoveryCodes;
import io.gatehouse.otp.CodeLockout;
import io.gatehouse.session.AccessRevocation;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;

/** Resets an account to a System Administrator without credentials. */
@ApplicationScoped
class AccountRecovery {
    private final Administrators administrators;
    private final AccessRevocation revocation;
    private final CodeLockout guard;
    private final RecoveryCodes recoveryCodes;

    AccountRecovery(
            Administrators administrators,
            AccessRevocation revocation,
            CodeLockout guard,
            RecoveryCodes recoveryCodes) {
        this.administrators = administrators;
        this.revocation = revocation;
        this.guard = guard;
        this.recoveryCodes = recoveryCodes;
    }

    /**
     * Removes password, phone number, recovery codes and locks; returns the account, enabled and a System
     * Administrator.
     */
    @Transactional(TxType.MANDATORY)
    Administrator reset(Administrator administrator) {
        revocation.revokeAll(administrator.id());
        guard.clearAll(administrator.id());
        recoveryCodes.deleteAll(administrator.id());
        return administrators.resetCredentials(administrator);
    }
}
