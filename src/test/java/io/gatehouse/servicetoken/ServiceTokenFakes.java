package io.gatehouse.servicetoken;

import io.gatehouse.kernel.crypto.Randomness;
import io.gatehouse.kernel.id.AdministratorId;
import io.gatehouse.kernel.id.RealmId;
import io.gatehouse.testing.InMemoryTable;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Service tokens with their table in memory. */
public final class ServiceTokenFakes {
    private ServiceTokenFakes() {}

    public static ServiceTokens serviceTokens(Clock clock) {
        return new ServiceTokens(new InMemoryTokens(), new Randomness(), clock);
    }

    private static final class InMemoryTokens extends ServiceTokenEntity.Repository
            implements InMemoryTable<ServiceTokenEntity, UUID> {
        private final Rows<UUID, ServiceTokenEntity> rows = new Rows<>(row -> row.id);

        @Override
        public Rows<UUID, ServiceTokenEntity> rows() {
            return rows;
        }

        @Override
        public Optional<ServiceTokenEntity> find(UUID id) {
            return findByIdOptional(id);
        }

        @Override
        Optional<ServiceTokenEntity> findForShare(UUID id) {
            return findByIdOptional(id);
        }

        @Override
        Optional<ServiceTokenEntity> findByHash(String hash) {
            return where(row -> row.tokenHash.equals(hash)).findFirst();
        }

        @Override
        List<ServiceTokenEntity> listInRealm(RealmId realm) {
            return where(row -> row.realmId.equals(realm.value()))
                    .sorted(Comparator.comparing((ServiceTokenEntity row) -> row.createdAt)
                            .reversed())
                    .toList();
        }

        @Override
        boolean use(ServiceTokenEntity read, Instant now) {
            read.lastUsedAt = now;
            return rows.containsKey(read.id) && read.suspendedAt == null;
        }

        @Override
        int suspend(AdministratorId creator, Instant created, Instant now) {
            List<ServiceTokenEntity> recent = where(row -> row.createdBy.equals(creator.value())
                            && row.suspendedAt == null
                            && row.createdAt.isAfter(created))
                    .toList();
            recent.forEach(row -> row.suspendedAt = now);
            return recent.size();
        }

        @Override
        boolean lift(RealmId realm, UUID id) {
            Optional<ServiceTokenEntity> suspended =
                    findByIdOptional(id).filter(row -> row.realmId.equals(realm.value()) && row.suspendedAt != null);
            suspended.ifPresent(row -> row.suspendedAt = null);
            return suspended.isPresent();
        }

        @Override
        boolean delete(RealmId realm, UUID id) {
            return removeWhere(row -> row.id.equals(id) && row.realmId.equals(realm.value())) == 1;
        }

        @Override
        void deleteCreatedBy(AdministratorId creator) {
            removeWhere(row -> row.createdBy.equals(creator.value()));
        }
    }
}
