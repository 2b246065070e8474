package io.gatehouse.session;

import io.gatehouse.kernel.id.AdministratorId;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** A row of {@code seen_browser}. */
@Entity
@Table(name = "seen_browser")
@IdClass(SeenBrowserEntity.Key.class)
class SeenBrowserEntity {
    record Key(UUID administratorId, String mac) {}

    @Id
    UUID administratorId;

    @Id
    String mac;

    Instant seenAt;

    @ApplicationScoped
    static class Repository implements PanacheRepositoryBase<SeenBrowserEntity, Key> {

        /** Adds the browser and returns true, or returns false if the account has been used from it before. */
        boolean add(AdministratorId administrator, String mac, Instant now) {
            return getEntityManager()
                            .createNativeQuery("""
                                    insert into seen_browser (administrator_id, mac, seen_at)
                                    values (:administrator, :mac, :now) on conflict do nothing""")
                            .setParameter("administrator", administrator.value())
                            .setParameter("mac", mac)
                            .setParameter("now", now)
                            .executeUpdate()
                    == 1;
        }

        long countByAdministrator(AdministratorId administrator) {
            return count("administratorId", administrator.value());
        }
    }
}
