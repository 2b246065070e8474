package io.gatehouse.administration.accounts;

import io.gatehouse.administrator.Administrator;
import java.time.Instant;
import java.util.Optional;

/**
 * An administrator as colleagues see it.
 *
 * @param lockedUntil until when no code is sent or taken, if so
 */
public record Account(Administrator person, Optional<Instant> lockedUntil) {

    /** Whether, and why not, the person can sign in. */
    public enum State {
        /** Invited, and has not chosen a password yet. */
        PENDING,
        ACTIVE,
        /** No code is sent or taken for a while. */
        LOCKED,
        DISABLED
    }

    /** Whether, and why not, the person can sign in. */
    public State state() {
        if (person.disabled()) {
            return State.DISABLED;
        }
        if (person.passwordHash().isEmpty()) {
            return State.PENDING;
        }
        return lockedUntil.isPresent() ? State.LOCKED : State.ACTIVE;
    }
}
