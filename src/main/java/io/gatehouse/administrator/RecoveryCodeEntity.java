package io.gatehouse.administrator;

import io.gatehouse.kernel.id.AdministratorId;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** A row of {@code recovery_code}. */
@Entity
@Table(name = "recovery_code")
class RecoveryCodeEntity {
    @Id
    String mac;

    UUID administratorId;
    Instant createdAt;
    Instant usedAt;

    @ApplicationScoped
    static class Repository implements PanacheRepositoryBase<RecoveryCodeEntity, String> {

        /** Adds the codes by one native statement, since {@code persist} needs one for each. */
        void addAll(AdministratorId administrator, List<String> macs, Instant now) {
            getEntityManager()
                    .createNativeQuery("""
                            insert into recovery_code (mac, administrator_id, created_at)
                            select mac, :administrator, :now from unnest(:macs) mac""")
                    .setParameter("administrator", administrator.value())
                    .setParameter("now", now)
                    .setParameter("macs", macs.toArray(String[]::new))
                    .executeUpdate();
        }

        /** Marks the code as used and returns true, or returns false if the account has no such unused code. */
        boolean use(AdministratorId administrator, String mac, Instant now) {
            return update(
                            "usedAt = ?1 where mac = ?2 and administratorId = ?3 and usedAt is null",
                            now,
                            mac,
                            administrator.value())
                    == 1;
        }

        long countUnused(AdministratorId administrator) {
            return count("administratorId = ?1 and usedAt is null", administrator.value());
        }

        long countUnusedBefore(AdministratorId administrator, Instant time) {
            return count("administratorId = ?1 and usedAt is null and createdAt < ?2", administrator.value(), time);
        }

        void deleteAll(AdministratorId administrator) {
            delete("administratorId", administrator.value());
        }
    }
}
