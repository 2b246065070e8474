package io.gatehouse.web.console;

import io.gatehouse.factorreset.Factor;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** An action on an account whose consequences are named before it is confirmed. */
enum AccountAction {
    DISABLE,
    ENABLE,
    DELETE,
    REMOVE_PHONE,
    APPROVE_REMOVAL,
    KEEP_PHONE,
    REMOVE_AUTHENTICATORS,
    APPROVE_AUTHENTICATORS_REMOVAL,
    KEEP_AUTHENTICATORS,
    REVOKE_SESSIONS;

    /** Returns the action of that path, or empty if there is none. */
    static Optional<AccountAction> parse(String path) {
        return Arrays.stream(values())
                .filter(action -> action.path().equals(path))
                .findFirst();
    }

    String path() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Returns what the action removes or keeps. */
    Factor factor() {
        return switch (this) {
            case REMOVE_PHONE, APPROVE_REMOVAL, KEEP_PHONE -> Factor.PHONE;
            case REMOVE_AUTHENTICATORS, APPROVE_AUTHENTICATORS_REMOVAL, KEEP_AUTHENTICATORS -> Factor.AUTHENTICATORS;
            case DISABLE, ENABLE, DELETE, REVOKE_SESSIONS ->
                throw new IllegalStateException("No removal of a factor: " + this);
        };
    }

    /** Returns whether something is lost by the action for good. */
    boolean irreversible() {
        return this == DELETE;
    }

    /** Returns whether the action ends the account's sessions. */
    boolean endsSessions() {
        return this == DISABLE || this == DELETE || this == REVOKE_SESSIONS;
    }
}
