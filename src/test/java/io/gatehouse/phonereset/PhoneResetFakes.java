package io.gatehouse.phonereset;

import io.gatehouse.kernel.KernelFakes;
import io.gatehouse.kernel.id.AdministratorId;
import io.gatehouse.kernel.id.RealmId;
import io.gatehouse.kernel.store.StoreFakes;
import io.gatehouse.link.LinkConfig;
import io.gatehouse.testing.Defaults;
import io.gatehouse.testing.Fakes;
import io.gatehouse.testing.InMemoryTable;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The services of this package with a table in memory. */
public final class PhoneResetFakes {
    private final InMemoryResets rows = new InMemoryResets();

    final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    private final PhoneResetSchedule schedule;
    public final PhoneResets resets;
    public final PhoneDisputes disputes;

    public PhoneResetFakes(Fakes fakes) {
        var approvers = new PhoneResetApprovers(fakes.administrators, fakes.administratorLists, fakes.influences);
        var decisions = new PhoneResetDecisions(
                rows,
                approvers,
                fakes.administrators,
                fakes.influences,
                new PhoneResetMails(
                        fakes.realms,
                        fakes.administrators,
                        fakes.links,
                        KernelFakes.urls(),
                        fakes.mails.outbox,
                        fakes.dispatch.phoneNotices,
                        fakes.clock),
                Defaults.of(LinkConfig.class),
                fakes.sessions.revocation,
                fakes.reportLinks,
                fakes.audit.log,
                fakes.clock);
        disputes = new PhoneDisputes(rows, fakes.administrators, decisions, fakes.reportLinks);
        schedule = new PhoneResetSchedule(
                rows,
                approvers,
                decisions,
                fakes.realms,
                fakes.administrators,
                fakes.clock,
                fakes.transactions,
                StoreFakes.rowFaults(meters));
        resets = new PhoneResets(
                fakes.actors,
                fakes.mailLimits,
                fakes.administrators,
                fakes.administratorLists,
                rows,
                approvers,
                fakes.links,
                decisions);
    }

    /** Does what the schedule does every ten seconds. */
    public void runSchedule() {
        schedule.run();
    }

    private static final class InMemoryResets extends PhoneResetEntity.Repository
            implements InMemoryTable<PhoneResetEntity, UUID> {
        private final Map<UUID, PhoneResetEntity> rows = new LinkedHashMap<>();

        @Override
        public Map<UUID, PhoneResetEntity> rows() {
            return rows;
        }

        @Override
        public UUID idOf(PhoneResetEntity row) {
            return row.id;
        }

        @Override
        Optional<PhoneResetEntity> findOpen(AdministratorId administrator) {
            return where(row -> row.decidedAt == null && row.administrator().equals(administrator))
                    .findFirst();
        }

        @Override
        List<PhoneResetEntity> listOpen(RealmId realm) {
            return where(row -> row.decidedAt == null && row.realm().equals(realm))
                    .toList();
        }

        @Override
        List<PhoneResetEntity> listAwaitingApproval() {
            return where(row -> row.decidedAt == null && row.needsApproval && !row.vetoed)
                    .toList();
        }

        @Override
        List<AdministratorId> listDue(Instant now) {
            return where(row -> row.decidedAt == null && row.isDue(now))
                    .sorted(Comparator.comparing(row -> row.dueAt))
                    .map(PhoneResetEntity::administrator)
                    .toList();
        }
    }
}
