package io.gatehouse.admin;

import io.gatehouse.platform.AdministratorId;
import io.gatehouse.platform.RealmId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/** Accounts, many at a time; all but one look-up names the realm. */
@ApplicationScoped
public class AdministratorLists {
    private final AdministratorEntity.Repository administrators;

    AdministratorLists(AdministratorEntity.Repository administrators) {
        this.administrators = administrators;
    }

    /**
     * The realm's accounts by address, from behind that one on.
     *
     * @param words what address or name must contain, in whatever case; everybody if empty
     */
    @Transactional
    public List<Administrator> after(RealmId realm, String email, String words, int limit) {
        // Found in the index alone: whom the words pass over, the table is not asked about.
        List<UUID> ids = administrators
                .getEntityManager()
                .createQuery(
                        "select id from AdministratorEntity where realmId = ?1 and email > ?2"
                                + " and locate(?3, search) > 0 order by email",
                        UUID.class)
                .setParameter(1, realm.value())
                .setParameter(2, email)
                .setParameter(3, words.toLowerCase(Locale.ROOT))
                .setMaxResults(limit)
                .getResultList();
        return administrators.list("id in ?1 order by email", ids).stream()
                .map(AdministratorEntity::toAdministrator)
                .toList();
    }

    /** The realm's accounts of these ids. */
    @Transactional
    public List<Administrator> find(RealmId realm, Collection<AdministratorId> ids) {
        return administrators
                .list(
                        "realmId = ?1 and id in ?2",
                        realm.value(),
                        ids.stream().map(AdministratorId::value).toList())
                .stream()
                .map(AdministratorEntity::toAdministrator)
                .toList();
    }

    /** The accounts of that address in whatever realm. */
    @Transactional
    public List<Administrator> everywhere(EmailAddress email) {
        return administrators.list("email", email.value()).stream()
                .map(AdministratorEntity::toAdministrator)
                .toList();
    }

    /** The realm's accounts of that role. */
    @Transactional
    public List<Administrator> inRole(RealmId realm, Role role) {
        return administrators.list("realmId = ?1 and role = ?2", realm.value(), role).stream()
                .map(AdministratorEntity::toAdministrator)
                .toList();
    }
}
