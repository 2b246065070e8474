package io.gatehouse.administrator;

import io.gatehouse.kernel.NotFoundException;
import io.gatehouse.kernel.id.AdministratorId;
import io.gatehouse.kernel.id.RealmId;
import io.gatehouse.realm.Role;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/** Finds lists of accounts. */
@ApplicationScoped
public class AdministratorLists {
    private final AdministratorEntity.Repository administrators;
    private final ListedAdministratorEntity.Repository listings;
    private final Clock clock;

    AdministratorLists(
            AdministratorEntity.Repository administrators, ListedAdministratorEntity.Repository listings, Clock clock) {
        this.administrators = administrators;
        this.listings = listings;
        this.clock = clock;
    }

    /**
     * Returns the accounts that match the query, in its order.
     *
     * @param from the first page if empty
     * @throws NotFoundException if the realm has no account at that position
     */
    @Transactional
    public List<Administrator> list(
            RealmId realm, AdministratorQuery query, Optional<AdministratorQuery.Position> from, int limit) {
        Instant now = clock.instant();
        List<UUID> ids = listings.listIds(realm, query, from, now, limit);
        Map<UUID, Administrator> found = administrators.listByIds(realm, ids).stream()
                .collect(Collectors.toMap(row -> row.id, AdministratorEntity::toAdministrator));
        return ids.stream().map(found::get).toList();
    }

    /** Returns the number of accounts in each state that match the query, whose own state is ignored. */
    @Transactional
    public Map<AccountState, Long> count(RealmId realm, AdministratorQuery query) {
        return listings.count(realm, query, clock.instant());
    }

    /** Returns the realm's accounts with an address after the given one, ordered by address. */
    @Transactional
    public List<Administrator> findAfter(RealmId realm, String email, int limit) {
        return records(administrators.listAfter(realm, email, limit));
    }

    /** Returns the realm's accounts with these ids. */
    @Transactional
    public List<Administrator> find(RealmId realm, Collection<AdministratorId> ids) {
        return records(administrators.listByIds(
                realm, ids.stream().map(AdministratorId::value).toList()));
    }

    /** Returns the realm's accounts with that role. */
    @Transactional
    public List<Administrator> findByRole(RealmId realm, Role role) {
        return records(administrators.listInRole(realm, role));
    }

    private static List<Administrator> records(List<AdministratorEntity> entities) {
        return entities.stream().map(AdministratorEntity::toAdministrator).toList();
    }
}
