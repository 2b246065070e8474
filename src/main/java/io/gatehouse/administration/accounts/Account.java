package io.gatehouse.administration.accounts;

import io.gatehouse.administrator.AccountState;
import io.gatehouse.administrator.Administrator;
import java.time.Instant;
import java.util.Optional;

/**
 * An administrator's account as the console and the API show it.
 *
 * @param lockedUntil when its lock ends; empty if no code of it is locked
 */
public record Account(Administrator administrator, Optional<Instant> lockedUntil) {

    /** Returns whether the administrator can sign in, and if not, the reason. */
    public AccountState state() {
        if (administrator.disabled()) {
            return AccountState.DISABLED;
        }
        if (administrator.passwordHash().isEmpty()) {
            return AccountState.PENDING;
        }
        return lockedUntil.isPresent() ? AccountState.LOCKED : AccountState.ACTIVE;
    }
}
