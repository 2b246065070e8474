package io.gatehouse.administration.notice;

import io.gatehouse.kernel.store.StoreFakes;
import io.gatehouse.testing.Fakes;
import io.gatehouse.testing.InMemoryTable;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.UUID;

/** Notices with their table in memory. */
public final class NoticeFakes {
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    public final RealmNotices notices;

    public NoticeFakes(Fakes fakes) {
        notices = new RealmNotices(
                new InMemoryNotices(),
                fakes.realms,
                fakes.administratorLists,
                fakes.mails.outbox,
                fakes.clock,
                fakes.transactions,
                StoreFakes.rowFaults(meters));
    }

    /** Queues the mails of all notices. */
    public void process() {
        notices.process();
    }

    private static final class InMemoryNotices extends RealmNoticeEntity.Repository
            implements InMemoryTable<RealmNoticeEntity, UUID> {
        private final Rows<UUID, RealmNoticeEntity> rows = new Rows<>(row -> row.id);

        @Override
        public Rows<UUID, RealmNoticeEntity> rows() {
            return rows;
        }

        @Override
        Optional<RealmNoticeEntity> findNextForUpdate(Instant now) {
            return where(row -> !row.dueAt.isAfter(now)).min(Comparator.comparing(row -> row.occurredAt));
        }

        @Override
        void postpone(RealmNoticeEntity notice, Instant due) {
            notice.dueAt = due;
        }
    }
}
