package io.gatehouse.api.administration;

import io.gatehouse.administration.accounts.Account;
import io.gatehouse.administrator.Administrator;
import io.gatehouse.administrator.MobileNumber;
import io.gatehouse.api.support.EntityTags;
import io.gatehouse.authenticator.Authenticator;
import io.gatehouse.http.Problem;
import io.gatehouse.realm.Role;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** An administrator; the phone number is masked. The factors are those of the account that can be used, the strongest first. */
record AdministratorBody(
        UUID id,
        String email,
        String displayName,
        Role role,
        boolean enabled,
        String state,
        Optional<Instant> lockedUntil,
        Optional<String> phone,
        List<String> factors) {

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
                administrator.phone().map(MobileNumber::hint),
                factors(account));
    }

    /** Returns the kinds of authenticators, and text messages if there is a proven number; mail is possible for everybody. */
    private static List<String> factors(Account account) {
        return Stream.concat(
                        account.authenticators().stream()
                                .filter(Authenticator::usable)
                                .map(one -> one.kind().name()),
                        account.administrator().phone().stream()
                                .map(number -> number.channel().name()))
                .map(name -> name.toLowerCase(Locale.ROOT))
                .distinct()
                .toList();
    }

    static String entityTag(Account account) {
        return EntityTags.of(account.administrator().version());
    }

    /** Returns the current state of an account that was changed in the meantime. */
    static Problem.Current current(Account account) {
        return new Problem.Current(of(account), entityTag(account));
    }
}
