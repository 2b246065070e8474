package io.gatehouse.api.administration;

import io.gatehouse.administration.accounts.Account;
import io.gatehouse.administrator.Administrator;
import io.gatehouse.administrator.MobileNumber;
import io.gatehouse.api.support.EntityTags;
import io.gatehouse.http.Problem;
import io.gatehouse.realm.Role;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/** An administrator; the phone number is masked. */
record AdministratorBody(
        UUID id,
        String email,
        String displayName,
        Role role,
        boolean enabled,
        String state,
        Optional<Instant> lockedUntil,
        Optional<String> phone) {

    static AdministratorBody of(Account account) {
        Administrator administrator = account.administrator();
        return new AdministratorBody(
                administrator.id().value(),
                administrator.email().value(),
                administrator.displayName(),
                administrator.role(),
                !administrator.disabled(),
                account.state().name().toLowerCase(Locale.ROOT),
                account.lockedUntil(),
                administrator.phone().map(MobileNumber::hint));
    }

    static String entityTag(Account account) {
        return EntityTags.of(account.administrator().version());
    }

    /** Returns the current state of an account that was changed in the meantime. */
    static Problem.Current current(Account account) {
        return new Problem.Current(of(account), entityTag(account));
    }
}
