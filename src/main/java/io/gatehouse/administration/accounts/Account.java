package io.gatehouse.administration.accounts;

import io.gatehouse.administrator.AccountState;
import io.gatehouse.administrator.Administrator;
import io.gatehouse.authenticator.Authenticator;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * An administrator's account as the console and the API show it.
 *
 * @param lockedUntil when its lock ends; empty if no code of it is locked
 * @param authenticators passkeys and authenticator app, the strongest first, suspended ones included
 */
public record Account(Administrator administrator, Optional<Instant> lockedUntil, List<Authenticator> authenticators) {

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
