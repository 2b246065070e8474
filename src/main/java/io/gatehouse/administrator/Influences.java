package io.gatehouse.administrator;

import io.gatehouse.kernel.database.ExpiringRows;
import io.gatehouse.kernel.id.AdministratorId;
import io.gatehouse.kernel.id.RealmId;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Records which administrator gave which account its access: invited, promoted or enabled it, or reset its credentials. Such an
 * account may be under the control of that administrator for 30 days, and does not count as another person's.
 */
@ApplicationScoped
public class Influences {
    private static final Duration PERIOD = Duration.ofDays(30);

    private final InfluenceEntity.Repository influences;
    private final Clock clock;

    Influences(InfluenceEntity.Repository influences, Clock clock) {
        this.influences = influences;
        this.clock = clock;
    }

    /** Records that the administrator gave the subject access. */
    @Transactional(TxType.MANDATORY)
    public void record(RealmId realm, AdministratorId administrator, AdministratorId subject) {
        var influence = new InfluenceEntity();
        influence.id = UUID.randomUUID();
        influence.realmId = realm.value();
        influence.administratorId = administrator.value();
        influence.subjectId = subject.value();
        influence.recordedAt = clock.instant();
        influences.persist(influence);
    }

    /** Returns the accounts to which the administrator gave access within the last 30 days, directly or through others. */
    @Transactional
    public Set<AdministratorId> of(AdministratorId administrator) {
        Instant since = clock.instant().minus(PERIOD);
        Set<UUID> found = new HashSet<>();
        Set<UUID> next = Set.of(administrator.value());
        while (!next.isEmpty()) {
            next = influences.listSubjects(next, since).stream()
                    .filter(found::add)
                    .collect(Collectors.toSet());
        }
        return found.stream().map(AdministratorId::new).collect(Collectors.toUnmodifiableSet());
    }

    /** Returns whether the administrator is another one than the account's, and got no access from it within the last 30 days. */
    @Transactional
    public boolean isIndependent(AdministratorId administrator, AdministratorId account) {
        return !administrator.equals(account) && !of(account).contains(administrator);
    }

    /** A row of {@code influence}. */
    @Entity(name = "InfluenceEntity")
    @Table(name = "influence")
    static class InfluenceEntity {
        @Id
        UUID id;

        UUID realmId;
        UUID administratorId;
        UUID subjectId;
        Instant recordedAt;

        @ApplicationScoped
        static class Repository implements PanacheRepositoryBase<InfluenceEntity, UUID>, ExpiringRows {
            /** Deletes influences that no longer exclude an approval. */
            @Override
            public long deleteExpired(Instant now, int limit) {
                return delete(
                        "id in (select e.id from InfluenceEntity e where e.recordedAt <= ?1 order by e.recordedAt limit ?2)",
                        now.minus(PERIOD),
                        limit);
            }

            List<UUID> listSubjects(Collection<UUID> administrators, Instant since) {
                return getEntityManager()
                        .createQuery(
                                "select distinct subjectId from InfluenceEntity"
                                        + " where administratorId in :administrators and recordedAt > :since",
                                UUID.class)
                        .setParameter("administrators", administrators)
                        .setParameter("since", since)
                        .getResultList();
            }
        }
    }
}
