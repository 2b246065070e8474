package io.gatehouse.administration.accounts;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.administrator.AdministratorLists;
import io.gatehouse.administrator.Administrators;
import io.gatehouse.kernel.NotFoundException;
import io.gatehouse.kernel.id.AdministratorId;
import io.gatehouse.kernel.id.RealmId;
import io.gatehouse.otp.CodeLockout;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The accounts of a realm, as its administrators see them. */
@ApplicationScoped
@Transactional
public class Accounts {
    private final Administrators administrators;
    private final AdministratorLists lists;
    private final CodeLockout guard;

    Accounts(Administrators administrators, AdministratorLists lists, CodeLockout guard) {
        this.administrators = administrators;
        this.lists = lists;
        this.guard = guard;
    }

    /**
     * Some accounts, by address.
     *
     * @param next whom the following ones stand behind, if there are any
     */
    public record Page(List<Account> accounts, Optional<AdministratorId> next) {}

    /**
     * The accounts whose address or name contains the words.
     *
     * @param after whom they stand behind; from the first one on if empty
     * @throws NotFoundException if there is nobody of that id
     */
    public Page search(RealmId realm, String words, Optional<AdministratorId> after, int limit) {
        String email = after.map(id -> get(realm, id).person().email().value()).orElse("");
        List<Administrator> found = lists.findAfter(realm, email, words, limit + 1);
        List<Administrator> shown = found.subList(0, Math.min(limit, found.size()));
        Map<AdministratorId, Instant> locks =
                guard.locks(shown.stream().map(Administrator::id).toList());
        return new Page(
                shown.stream()
                        .map(person -> new Account(person, Optional.ofNullable(locks.get(person.id()))))
                        .toList(),
                found.size() > limit ? Optional.of(shown.get(limit - 1).id()) : Optional.empty());
    }

    /**
     * One account.
     *
     * @throws NotFoundException if the realm has none of that id
     */
    public Account get(RealmId realm, AdministratorId id) {
        return of(administrators.find(realm, id).orElseThrow(Accounts::unknown));
    }

    /** The person with what is known of the account's locks. */
    Account of(Administrator person) {
        return new Account(
                person, Optional.ofNullable(guard.locks(List.of(person.id())).get(person.id())));
    }

    public static NotFoundException unknown() {
        return new NotFoundException("There is no such administrator.");
    }
}
