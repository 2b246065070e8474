package io.gatehouse.authenticator;

import io.gatehouse.kernel.crypto.Randomness;
import io.gatehouse.kernel.id.AdministratorId;
import io.gatehouse.testing.Fakes;
import io.gatehouse.testing.InMemoryTable;
import io.gatehouse.testing.TestKeys;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** The services of this package with tables in memory. */
public final class AuthenticatorFakes {
    public final Totps totps;
    public final Authenticators authenticators;

    public AuthenticatorFakes(Fakes fakes) {
        var apps = new InMemoryTotps();
        var reports = new AuthenticatorReports(fakes.audit.log, fakes.mails.outbox, fakes.clock);
        totps = new Totps(apps, fakes.flows, TestKeys.any(), new Randomness(), reports, fakes.clock);
        authenticators = new Authenticators(apps, fakes.clock);
    }

    private static final class InMemoryTotps extends TotpEntity.Repository implements InMemoryTable<TotpEntity, UUID> {
        private final Map<UUID, TotpEntity> rows = new LinkedHashMap<>();

        @Override
        public Map<UUID, TotpEntity> rows() {
            return rows;
        }

        @Override
        public UUID idOf(TotpEntity row) {
            return row.id;
        }

        @Override
        Optional<TotpEntity> find(AdministratorId administrator) {
            return of(administrator).findFirst();
        }

        @Override
        List<TotpEntity> listOf(Collection<UUID> administrators) {
            return where(row -> administrators.contains(row.administratorId)).toList();
        }

        @Override
        void replace(TotpEntity entity) {
            delete(new AdministratorId(entity.administratorId));
            persist(entity);
        }

        @Override
        boolean use(UUID id, long step, Instant now) {
            List<TotpEntity> used = where(row -> row.id.equals(id) && row.lastStep < step && row.suspendedAt == null)
                    .toList();
            used.forEach(row -> {
                row.lastStep = step;
                row.lastUsedAt = now;
            });
            return !used.isEmpty();
        }

        @Override
        Stream<TotpEntity> streamRows() {
            return where(row -> true);
        }

        @Override
        int suspendCreatedAfter(AdministratorId administrator, Instant created, Instant now) {
            return suspend(
                    of(administrator).filter(row -> row.suspendedAt == null && row.createdAt.isAfter(created)), now);
        }

        @Override
        int lift(AdministratorId administrator) {
            return suspend(of(administrator).filter(row -> row.suspendedAt != null), null);
        }

        private static int suspend(Stream<TotpEntity> changed, Instant at) {
            return (int) changed.peek(row -> row.suspendedAt = at).count();
        }

        @Override
        int deleteSuspended(AdministratorId administrator) {
            return (int)
                    removeWhere(row -> row.administratorId.equals(administrator.value()) && row.suspendedAt != null);
        }

        @Override
        boolean delete(AdministratorId administrator) {
            return removeWhere(row -> row.administratorId.equals(administrator.value())) > 0;
        }

        private Stream<TotpEntity> of(AdministratorId administrator) {
            return where(row -> row.administratorId.equals(administrator.value()));
        }
    }
}
