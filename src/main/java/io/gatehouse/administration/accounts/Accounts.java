package io.gatehouse.administration.accounts;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.administrator.AdministratorLists;
import io.gatehouse.administrator.Administrators;
import io.gatehouse.administrator.Influences;
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
import java.util.Set;
import java.util.stream.Collectors;

/** Searches the accounts of a realm. */
@ApplicationScoped
@Transactional
public class Accounts {
    private final Administrators administrators;
    private final AdministratorLists lists;
    private final Influences influences;
    private final CodeLockout guard;

    Accounts(Administrators administrators, AdministratorLists lists, Influences influences, CodeLockout guard) {
        this.administrators = administrators;
        this.lists = lists;
        this.influences = influences;
        this.guard = guard;
    }

    /**
     * A page of accounts, sorted by address.
     *
     * @param next the last account of this page, if more follow
     */
    public record Page(List<Account> accounts, Optional<AdministratorId> next) {}

    /**
     * Returns the accounts whose address or name contains the query.
     *
     * @param after the account after which the page begins; the first page if empty
     * @throws NotFoundException if the realm has no account of that id
     */
    public Page search(RealmId realm, String query, Optional<AdministratorId> after, int limit) {
        String email =
                after.map(id -> get(realm, id).administrator().email().value()).orElse("");
        List<Administrator> found = lists.findAfter(realm, email, query, limit + 1);
        List<Administrator> shown = found.subList(0, Math.min(limit, found.size()));
        Map<AdministratorId, Instant> locks =
                guard.locks(shown.stream().map(Administrator::id).toList());
        return new Page(
                shown.stream()
                        .map(administrator ->
                                new Account(administrator, Optional.ofNullable(locks.get(administrator.id()))))
                        .toList(),
                found.size() > limit ? Optional.of(shown.get(limit - 1).id()) : Optional.empty());
    }

    /**
     * Returns one account.
     *
     * @throws NotFoundException if the realm has none of that id
     */
    public Account get(RealmId realm, AdministratorId id) {
        return of(administrators.find(realm, id).orElseThrow(Accounts::unknown));
    }

    /**
     * Returns the names of the accounts of which misuse was reported within 7 days after they had given this account access, itself or
     * through others; of a deleted one its id. None if that was more than 30 days ago.
     */
    public List<String> listReportedGivers(RealmId realm, AdministratorId id) {
        Set<AdministratorId> givers = influences.listReportedGivers(id);
        Map<AdministratorId, String> names = lists.find(realm, givers).stream()
                .collect(Collectors.toMap(Administrator::id, Administrator::displayName));
        return givers.stream()
                .map(giver -> names.getOrDefault(giver, giver.toString()))
                .sorted()
                .toList();
    }

    /** Returns the account of an administrator, with its lock. */
    Account of(Administrator administrator) {
        return new Account(
                administrator,
                Optional.ofNullable(guard.locks(List.of(administrator.id())).get(administrator.id())));
    }

    public static NotFoundException unknown() {
        return new NotFoundException("There is no such administrator.");
    }
}
