package io.gatehouse.administrator;

import io.gatehouse.kernel.id.AdministratorId;
import io.gatehouse.kernel.id.RealmId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/** Finds lists of accounts. */
@ApplicationScoped
public class AdministratorLists {
    private final AdministratorEntity.Repository administrators;

    AdministratorLists(AdministratorEntity.Repository administrators) {
        this.administrators = administrators;
    }

    /**
     * Returns the realm's accounts with an address after the given one, ordered by address.
     *
     * @param words case-insensitive text that the address or name must contain; all accounts if empty
     */
    @Transactional
    public List<Administrator> findAfter(RealmId realm, String email, String words, int limit) {
        return records(administrators.listByIds(
                realm, administrators.listIdsAfter(realm, email, words.toLowerCase(Locale.ROOT), limit)));
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
