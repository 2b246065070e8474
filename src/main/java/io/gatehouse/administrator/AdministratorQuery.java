package io.gatehouse.administrator;

import io.gatehouse.kernel.id.AdministratorId;
import io.gatehouse.realm.Role;
import java.util.Locale;
import java.util.Optional;

/**
 * The criteria and the order of a list of accounts; an empty criterion matches all accounts.
 *
 * @param words lower-case text that the address or name contains
 */
public record AdministratorQuery(
        String words, Optional<Role> role, Optional<AccountState> state, Order order, boolean descending) {

    /** What a list is ordered by. */
    public enum Order {
        EMAIL,
        NAME,
        /** Accounts that have never signed in come before all others. */
        LAST_SIGN_IN
    }

    public AdministratorQuery {
        words = words.strip().toLowerCase(Locale.ROOT);
    }

    /** Returns a query of the accounts whose address or name contains the words, ordered by address. */
    public static AdministratorQuery of(String words) {
        return new AdministratorQuery(words, Optional.empty(), Optional.empty(), Order.EMAIL, false);
    }

    /**
     * Where a page of the list begins.
     *
     * @param backwards whether the page ends before the account rather than beginning after it
     */
    public record Position(AdministratorId account, boolean backwards) {}
}
