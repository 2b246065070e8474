package io.gatehouse.administration.accounts;

import java.util.function.Function;

/** What becomes of a wish about an account. */
public sealed interface AccountOutcome {

    /** Why the realm's state forbids it. */
    enum Conflict {
        /** Somebody else of the realm has the address. */
        EMAIL_TAKEN,
        /** Nobody could administer the realm any more. */
        LAST_SYSTEM_ADMINISTRATOR,
        /** The person has chosen a password already, or is disabled. */
        NOT_INVITED
    }

    /** Done; this is how the account stands now. */
    record Done(Account account) implements AccountOutcome {}

    /** Somebody else has changed the account since it was read; this is how it stands now. */
    record Stale(Account current) implements AccountOutcome {}

    /** Not as things stand. */
    record Refused(Conflict conflict) implements AccountOutcome {}

    /** Handles every case. */
    default <T> T fold(Function<Account, T> done, Function<Account, T> stale, Function<Conflict, T> refused) {
        if (this instanceof Done good) {
            return done.apply(good.account());
        }
        return this instanceof Stale late ? stale.apply(late.current()) : refused.apply(((Refused) this).conflict());
    }
}
