package io.gatehouse.factorreset;

import io.gatehouse.kernel.database.ExpiringRows;
import io.gatehouse.kernel.id.AdministratorId;
import io.gatehouse.kernel.id.RealmId;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.annotations.DynamicUpdate;

/** A row of {@code factor_reset}. */
@Entity
@Table(name = "factor_reset")
@DynamicUpdate
class FactorResetEntity {
    private static final Duration KEPT = Duration.ofDays(90);

    @Id
    UUID id;

    UUID realmId;
    UUID administratorId;

    @Enumerated(EnumType.STRING)
    Factor factor;

    /** Empty if a report of misuse requests the reset. */
    UUID requestedBy;

    Instant requestedAt;
    boolean needsApproval;

    /** Whether the number's holder objected, so that it needs an approval even if no one can give it. */
    boolean vetoed;

    /** When the reset takes effect without approval, or expires if it needs one; null if it does neither. */
    Instant dueAt;

    Instant decidedAt;

    RealmId realm() {
        return new RealmId(realmId);
    }

    AdministratorId administrator() {
        return new AdministratorId(administratorId);
    }

    Optional<AdministratorId> requester() {
        return Optional.ofNullable(requestedBy).map(AdministratorId::new);
    }

    Optional<Instant> effectiveAt() {
        return needsApproval ? Optional.empty() : Optional.of(dueAt);
    }

    /** Returns whether it awaits an approval, and not because of an objection. */
    boolean awaitsApproval() {
        return needsApproval && !vetoed;
    }

    boolean isDue(Instant now) {
        return dueAt != null && !now.isBefore(dueAt);
    }

    Map<String, String> auditDetails() {
        return Map.of("request", id.toString());
    }

    @ApplicationScoped
    static class Repository implements PanacheRepositoryBase<FactorResetEntity, UUID>, ExpiringRows {
        /** Deletes resets that were decided at least 90 days ago. */
        @Override
        public long deleteExpired(Instant now, int limit) {
            return delete(
                    "id in (select e.id from FactorResetEntity e where e.decidedAt < ?1 order by e.decidedAt limit ?2)",
                    now.minus(KEPT),
                    limit);
        }

        Optional<FactorResetEntity> findOpen(AdministratorId administrator, Factor factor) {
            return find("administratorId = ?1 and factor = ?2 and decidedAt is null", administrator.value(), factor)
                    .singleResultOptional();
        }

        List<FactorResetEntity> listOpen(RealmId realm) {
            return list("realmId = ?1 and decidedAt is null order by requestedAt", realm.value());
        }

        /** Returns those that await an approval, unless they do so because of an objection. */
        List<FactorResetEntity> listAwaitingApproval() {
            return list("needsApproval and not vetoed and decidedAt is null order by requestedAt");
        }

        /**
         * Returns the resets that are due, longest overdue first. Each is to be read again after its account has been locked: it may have
         * been decided or objected to until then.
         */
        List<FactorResetEntity> listDue(Instant now) {
            return list("decidedAt is null and dueAt <= ?1 order by dueAt", now);
        }
    }
}
