package io.gatehouse.administration.accounts;

import io.gatehouse.administrator.AccountState;
import io.gatehouse.administrator.Administrator;
import io.gatehouse.administrator.AdministratorLists;
import io.gatehouse.administrator.AdministratorQuery;
import io.gatehouse.administrator.AdministratorQuery.Position;
import io.gatehouse.administrator.Administrators;
import io.gatehouse.administrator.Influences;
import io.gatehouse.authenticator.Authenticator;
import io.gatehouse.authenticator.Authenticators;
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
    private final Authenticators authenticators;

    Accounts(
            Administrators administrators,
            AdministratorLists lists,
            Influences influences,
            CodeLockout guard,
            Authenticators authenticators) {
        this.administrators = administrators;
        this.lists = lists;
        this.influences = influences;
        this.guard = guard;
        this.authenticators = authenticators;
    }

    /**
     * A page of accounts.
     *
     * @param previous the first account of this page, if others come before it
     * @param next the last account of this page, if more follow
     */
    public record Page(List<Account> accounts, Optional<AdministratorId> previous, Optional<AdministratorId> next) {}

    /**
     * Returns the accounts that match the query.
     *
     * @param from where the page begins or ends; the first page if empty
     * @throws NotFoundException if the realm has no account at that position
     */
    public Page search(RealmId realm, AdministratorQuery query, Optional<Position> from, int limit) {
        List<Administrator> found = lists.list(realm, query, from, limit + 1);
        boolean backwards = from.filter(Position::backwards).isPresent();
        boolean more = found.size() > limit;
        List<Administrator> shown =
                backwards ? found.subList(more ? 1 : 0, found.size()) : found.subList(0, Math.min(limit, found.size()));
        boolean first = backwards ? !more : from.isEmpty();
        boolean last = !backwards && !more;
        return new Page(
                of(shown),
                shown.stream().findFirst().filter(any -> !first).map(Administrator::id),
                shown.stream()
                        .reduce((one, other) -> other)
                        .filter(any -> !last)
                        .map(Administrator::id));
    }

    /** Returns the number of accounts in each state that match the query, whose own state is ignored. */
    public Map<AccountState, Long> count(RealmId realm, AdministratorQuery query) {
        return lists.count(realm, query);
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

    /** Returns the account of an administrator, with its lock and authenticators. */
    Account of(Administrator administrator) {
        return of(List.of(administrator)).get(0);
    }

    private List<Account> of(List<Administrator> shown) {
        List<AdministratorId> ids = shown.stream().map(Administrator::id).toList();
        Map<AdministratorId, Instant> locks = guard.locks(ids);
        Map<AdministratorId, List<Authenticator>> added = authenticators.list(ids);
        return shown.stream()
                .map(administrator -> new Account(
                        administrator,
                        Optional.ofNullable(locks.get(administrator.id())),
                        added.getOrDefault(administrator.id(), List.of())))
                .toList();
    }

    public static NotFoundException unknown() {
        return new NotFoundException("There is no such administrator.");
    }
}
