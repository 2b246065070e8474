package io.gatehouse.admin;

import io.gatehouse.platform.AdministratorId;
import io.gatehouse.platform.RealmId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
        List<UUID> ids = administrators.idsAfter(realm, email, words.toLowerCase(Locale.ROOT), limit);
        return administrators.list("id = any(cast(:ids as uuid[])) order by email", Map.of("ids", ids));
    }

    /** The realm's accounts of these ids. */
    @Transactional
    public List<Administrator> find(RealmId realm, Collection<AdministratorId> ids) {
        return administrators.list(
                "realm_id = :realm and id = any(cast(:ids as uuid[]))", Map.of("realm", realm.value(), "ids", ids));
    }

    /** The accounts of that address in whatever realm. */
    @Transactional
    public List<Administrator> everywhere(EmailAddress email) {
        return administrators.list("email = :email", Map.of("email", email.value()));
    }

    /** The realm's accounts of that role. */
    @Transactional
    public List<Administrator> inRole(RealmId realm, Role role) {
        return administrators.list("realm_id = :realm and role = :role", Map.of("realm", realm.value(), "role", role));
    }
}
