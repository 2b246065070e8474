package io.gatehouse.operation;

import io.gatehouse.admin.Administrator;
import io.gatehouse.admin.Administrators;
import io.gatehouse.code.CodeGuard;
import io.gatehouse.recovery.RecoveryCodes;
import io.gatehouse.session.AccessRevocation;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;

/** Takes from an account all that has opened it so far. */
@ApplicationScoped
class FreshStart {
    private final Administrators administrators;
    private final AccessRevocation revocation;
    private final CodeGuard guard;
    private final RecoveryCodes recoveryCodes;

    FreshStart(
            Administrators administrators, AccessRevocation revocation, CodeGuard guard, RecoveryCodes recoveryCodes) {
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
