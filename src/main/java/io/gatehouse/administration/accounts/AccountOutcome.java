package io.gatehouse.administration.accounts;

import java.util.function.Function;

/** The outcome of a request to change an account. */
public sealed interface AccountOutcome {

    /** The reason why the realm's state rules the change out. */
    enum Conflict {
        /** Another administrator of the realm has the address. */
        EMAIL_TAKEN,
        /** The realm would have no System Administrator left. */
        LAST_SYSTEM_ADMINISTRATOR,
        /** The administrator has already set a password, or is disabled. */
        NOT_INVITED
    }

    /** The change was made; the account after it. */
    record Done(Account account) implements AccountOutcome {}

    /** The account was changed by another request since the caller read it; its current state. */
    record Stale(Account current) implements AccountOutcome {}

    /** The change was refused. */
    record Refused(Conflict conflict) implements AccountOutcome {}

    /** Applies the function that matches the outcome. */
    default <T> T fold(Function<Account, T> done, Function<Account, T> stale, Function<Conflict, T> refused) {
        if (this instanceof Done good) {
            return done.apply(good.account());
        }
        return this instanceof Stale late ? stale.apply(late.current()) : refused.apply(((Refused) this).conflict());
    }
}
