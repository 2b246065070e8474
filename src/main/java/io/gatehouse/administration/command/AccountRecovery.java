package io.gatehouse.administration.command;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.administrator.Administrators;
import io.gatehouse.administrator.RecoveryCodes;
import io.gatehouse.otp.CodeLockout;
import io.gatehouse.session.AccessRevocation;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;

/** Takes from an account all that has opened it so far. */
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

    /** The account as it is then: enabled, a System Administrator's, without password, number, codes or locks. */
    @Transactional(TxType.MANDATORY)
    Administrator of(Administrator person) {
        revocation.revokeAll(person.id());
        guard.clearAll(person.id());
        recoveryCodes.deleteAll(person.id());
        return administrators.resetCredentials(person);
    }
}
