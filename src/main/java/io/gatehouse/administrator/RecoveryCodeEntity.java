package io.gatehouse.administrator;

import io.gatehouse.kernel.id.AdministratorId;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Tuple;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/** A row of {@code recovery_code}. */
@Entity
@Table(name = "recovery_code")
class RecoveryCodeEntity {
    @Id
    String mac;

    UUID administratorId;
    /** Increases with each set of the account. */
    int setNumber;

    Instant createdAt;
    Instant usedAt;
    Instant suspendedAt;

    @ApplicationScoped
    static class Repository implements PanacheRepositoryBase<RecoveryCodeEntity, String> {

        private static final String SUSPENDED = "administratorId = ?1 and suspendedAt is not null";

        private static final String USABLE = "administratorId = ?1 and usedAt is null and setNumber ="
                + " (select max(live.setNumber) from RecoveryCodeEntity live"
                + " where live.administratorId = ?1 and live.suspendedAt is null)";

        /** Adds the codes as the newest set, by one native statement, since {@code persist} needs one for each. */
        void addSet(AdministratorId administrator, List<String> macs, Instant now) {
            getEntityManager()
                    .createNativeQuery("""
                            insert into recovery_code (mac, administrator_id, set_number, created_at)
                            select mac, :administrator, newest + 1, :now from unnest(:macs) mac,
                                (select coalesce(max(set_number), 0) newest from recovery_code
                                    where administrator_id = :administrator) sets""")
                    .setParameter("administrator", administrator.value())
                    .setParameter("now", now)
                    .setParameter("macs", macs.toArray(String[]::new))
                    .executeUpdate();
        }

        /** Marks the code as used and returns true, or returns false if the account's valid set has no such unused code. */
        boolean use(AdministratorId administrator, String mac, Instant now) {
            return update("usedAt = ?2 where mac = ?3 and " + USABLE, administrator.value(), now, mac) == 1;
        }

        /** Returns the number of unused codes of the valid set. */
        long countUsable(AdministratorId administrator) {
            return count(USABLE, administrator.value());
        }

        /** Returns the number of unused codes of the valid set of each of the accounts that has any. */
        Map<UUID, Long> countUsable(Collection<UUID> administrators) {
            return getEntityManager()
                    .createQuery(
                            "select c.administratorId as id, count(*) as codes from RecoveryCodeEntity c"
                                    + " where c.administratorId in :ids and c.usedAt is null and c.setNumber ="
                                    + " (select max(live.setNumber) from RecoveryCodeEntity live"
                                    + " where live.administratorId = c.administratorId and live.suspendedAt is null)"
                                    + " group by c.administratorId",
                            Tuple.class)
                    .setParameter("ids", administrators)
                    .getResultStream()
                    .collect(Collectors.toMap(row -> row.get("id", UUID.class), row -> row.get("codes", Long.class)));
        }

        /** Returns the number of suspended codes, used ones included. */
        long countSuspended(AdministratorId administrator) {
            return count(SUSPENDED, administrator.value());
        }

        /** Suspends the sets created after that time, used codes included, and returns the number of codes. */
        int suspendCreatedAfter(AdministratorId administrator, Instant created, Instant now) {
            return update(
                    "suspendedAt = ?2 where administratorId = ?1 and suspendedAt is null and createdAt > ?3",
                    administrator.value(),
                    now,
                    created);
        }

        /** Makes the suspended codes usable again, and returns their number. */
        int lift(AdministratorId administrator) {
            return update("suspendedAt = null where " + SUSPENDED, administrator.value());
        }

        /** Deletes the suspended codes, and returns their number. */
        int deleteSuspended(AdministratorId administrator) {
            return (int) delete(SUSPENDED, administrator.value());
        }

        /** Deletes the sets that were replaced before that time by a set that is not suspended. */
        void deleteReplacedBefore(AdministratorId administrator, Instant time) {
            delete(
                    "administratorId = ?1 and setNumber < (select max(live.setNumber) from RecoveryCodeEntity live"
                            + " where live.administratorId = ?1 and live.suspendedAt is null and live.createdAt <= ?2)",
                    administrator.value(),
                    time);
        }

        /** Returns the number of unused codes of the valid set that were created before that time. */
        long countUsableBefore(AdministratorId administrator, Instant time) {
            return count(USABLE + " and createdAt < ?2", administrator.value(), time);
        }

        void deleteAll(AdministratorId administrator) {
            delete("administratorId", administrator.value());
        }
    }
}
