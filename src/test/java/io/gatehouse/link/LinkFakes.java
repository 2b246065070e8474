package io.gatehouse.link;

import io.gatehouse.administrator.Administrators;
import io.gatehouse.kernel.crypto.Randomness;
import io.gatehouse.kernel.id.AdministratorId;
import io.gatehouse.kernel.id.RealmId;
import io.gatehouse.link.Links.LinkEntity;
import io.gatehouse.testing.Defaults;
import io.gatehouse.testing.InMemoryTable;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Links with their table in memory and the default lifetimes. */
public final class LinkFakes {
    private LinkFakes() {}

    public static Links links(Administrators administrators, Clock clock) {
        return new Links(new InMemoryLinks(), administrators, new Randomness(), Defaults.of(LinkConfig.class), clock);
    }

    private static final class InMemoryLinks extends LinkEntity.Repository
            implements InMemoryTable<LinkEntity, String> {
        private final Rows<String, LinkEntity> rows = new Rows<>(row -> row.tokenHash);

        @Override
        public Rows<String, LinkEntity> rows() {
            return rows;
        }

        @Override
        Optional<AdministratorId> findOwner(String hash, LinkKind kind, RealmId realm, Instant now) {
            return findByIdOptional(hash)
                    .filter(row -> row.kind == kind
                            && row.realmId.equals(realm.value())
                            && row.consumedAt == null
                            && row.expiresAt.isAfter(now))
                    .map(row -> new AdministratorId(row.administratorId));
        }

        @Override
        List<LinkEntity> listUnconsumed(LinkKind kind, Collection<AdministratorId> administrators) {
            return where(row -> row.kind == kind && row.consumedAt == null)
                    .filter(row -> administrators.contains(new AdministratorId(row.administratorId)))
                    .toList();
        }

        @Override
        boolean consume(String hash, Instant now) {
            return consumeWhere(row -> row.tokenHash.equals(hash), now);
        }

        @Override
        void release(String hash) {
            where(row -> row.tokenHash.equals(hash)).forEach(row -> row.consumedAt = null);
        }

        @Override
        long countValid(AdministratorId administrator, LinkKind kind, Instant now, Instant since) {
            return where(row -> row.administratorId.equals(administrator.value())
                            && row.kind == kind
                            && row.consumedAt == null
                            && row.expiresAt.isAfter(now)
                            && row.issuedAt.isAfter(since))
                    .count();
        }

        @Override
        void consumeAll(AdministratorId administrator, LinkKind kind, Instant now) {
            consumeWhere(row -> row.administratorId.equals(administrator.value()) && row.kind == kind, now);
        }

        @Override
        void consumeAll(AdministratorId administrator, Instant now) {
            consumeWhere(row -> row.administratorId.equals(administrator.value()), now);
        }

        private boolean consumeWhere(Predicate<LinkEntity> condition, Instant now) {
            return where(condition.and(row -> row.consumedAt == null))
                            .peek(row -> row.consumedAt = now)
                            .count()
                    > 0;
        }
    }
}
