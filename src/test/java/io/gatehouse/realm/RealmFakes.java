package io.gatehouse.realm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.gatehouse.testing.InMemoryTable;
import io.quarkus.panache.common.Sort;
import java.time.Clock;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Realms with their table in memory. */
public final class RealmFakes {
    private final InMemoryRealms rows = new InMemoryRealms();

    public final Realms realms;

    /** Creates the realms of an installation that sends codes by those channels, which may change. */
    public RealmFakes(Set<Channel> channels, Clock clock) {
        realms = new Realms(rows, () -> channels, clock);
    }

    /** Replaces the settings by some that this version cannot read. */
    public void makeUnreadable(Realm realm) {
        rows.rows.get(realm.id().value()).settings = JsonNodeFactory.instance.arrayNode();
    }

    private static final class InMemoryRealms extends RealmEntity.Repository
            implements InMemoryTable<RealmEntity, UUID> {
        private final Rows<UUID, RealmEntity> rows = new Rows<>(row -> row.id);
        private final Map<UUID, JsonNode> flushed = new HashMap<>();

        @Override
        public Rows<UUID, RealmEntity> rows() {
            return rows;
        }

        /** Counts the version of each changed row, as Hibernate does. */
        @Override
        public void flush() {
            rows.forEach((id, row) -> {
                if (flushed.containsKey(id) && !flushed.get(id).equals(row.settings)) {
                    row.version++;
                }
                flushed.put(id, row.settings);
            });
        }

        @Override
        public Optional<RealmEntity> findForUpdate(UUID id) {
            return findByIdOptional(id);
        }

        @Override
        public Optional<RealmEntity> findForShare(UUID id) {
            return findByIdOptional(id);
        }

        @Override
        public List<RealmEntity> listAll(Sort sort) {
            return listAfter("", rows.size());
        }

        @Override
        Optional<RealmEntity> findBySlug(String slug) {
            return where(row -> row.slug.equals(slug)).findFirst();
        }

        @Override
        List<RealmEntity> listAfter(String slug, int limit) {
            return where(row -> row.slug.compareTo(slug) > 0)
                    .sorted(Comparator.comparing(row -> row.slug))
                    .limit(limit)
                    .toList();
        }
    }
}
