package io.gatehouse.administration.accounts;

import io.gatehouse.administrator.Administrator;
import java.time.Instant;
import java.util.Optional;

/**
 * An administrator's account as the console and the API show it.
 *
 * @param lockedUntil when its lock ends; empty if no code of it is locked
 */
public record Account(Administrator administrator, Optional<Instant> lockedUntil) {

    /** Whether the administrator can sign in, and if not, the reason. */
    public enum State {
        /** Invited; no password is set yet. */
        PENDING,
        ACTIVE,
        /** Codes are temporarily neither sent nor accepted. */
        LOCKED,
        DISABLED
    }

    /** Returns whether the administrator can sign in, and if not, the reason. */
    public State state() {
        if (administrator.disabled()) {
            return State.DISABLED;
        }
        if (administrator.passwordHash().isEmpty()) {
            return State.PENDING;
        }
        return lockedUntil.isPresent() ? State.LOCKED : State.ACTIVE;
    }
}
