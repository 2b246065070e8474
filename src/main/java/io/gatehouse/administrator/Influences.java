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
        return ids(listSubjects(administrator, clock.instant().minus(PERIOD)));
    }

    /**
     * Records that misuse of the account was reported, and returns the other accounts to which it gave access within the last 7
     * days, directly or through others. The realm must be locked for update.
     */
    @Transactional(TxType.MANDATORY)
    public Set<AdministratorId> report(AdministratorId reported) {
        Instant since = clock.instant().minus(Administrator.SUSPECT);
        Set<UUID> subjects = listSubjects(reported, since);
        Set<UUID> givers = new HashSet<>(subjects);
        givers.add(reported.value());
        influences.markReported(givers, since, reported.value());
        subjects.remove(reported.value());
        return ids(subjects);
    }

    /** Returns the accounts of which misuse was reported within 7 days after they gave the subject access, itself or through others. */
    @Transactional
    public Set<AdministratorId> listReportedGivers(AdministratorId subject) {
        return ids(influences.listReported(subject.value()));
    }

    private Set<UUID> listSubjects(AdministratorId administrator, Instant since) {
        Set<UUID> found = new HashSet<>();
        Set<UUID> next = Set.of(administrator.value());
        while (!next.isEmpty()) {
            next = influences.listSubjects(next, since).stream()
                    .filter(found::add)
                    .collect(Collectors.toSet());
        }
        return found;
    }

    private static Set<AdministratorId> ids(Collection<UUID> found) {
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

        /** The account of which misuse was reported within 7 days after it gave this access, itself or through others, or null. */
        UUID reportedAccount;

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

            void markReported(Collection<UUID> administrators, Instant since, UUID reported) {
                update(
                        "reportedAccount = ?1 where administratorId in ?2 and recordedAt > ?3 and subjectId <> ?1"
                                + " and reportedAccount is null",
                        reported,
                        administrators,
                        since);
            }

            List<UUID> listReported(UUID subject) {
                return getEntityManager()
                        .createQuery(
                                "select distinct reportedAccount from InfluenceEntity"
                                        + " where subjectId = :subject and reportedAccount is not null",
                                UUID.class)
                        .setParameter("subject", subject)
                        .getResultList();
            }
        }
    }
}
