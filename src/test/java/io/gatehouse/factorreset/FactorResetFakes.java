package io.gatehouse.factorreset;

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
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The services of this package with a table in memory. */
public final class FactorResetFakes {
    private final InMemoryResets rows = new InMemoryResets();

    final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    private final FactorResetSchedule schedule;
    public final FactorResets resets;
    public final PhoneDisputes disputes;

    public FactorResetFakes(Fakes fakes) {
        var approvers = new FactorResetApprovers(fakes.administrators, fakes.administratorLists, fakes.influences);
        var decisions = new FactorResetDecisions(
                rows,
                approvers,
                fakes.administrators,
                fakes.authenticators.authenticators,
                fakes.influences,
                new FactorResetMails(
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
        schedule = new FactorResetSchedule(
                rows,
                approvers,
                decisions,
                fakes.realms,
                fakes.administrators,
                fakes.clock,
                fakes.transactions,
                StoreFakes.rowFaults(meters));
        resets = new FactorResets(
                fakes.actors,
                fakes.mailLimits,
                fakes.administrators,
                fakes.authenticators.authenticators,
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

    private static final class InMemoryResets extends FactorResetEntity.Repository
            implements InMemoryTable<FactorResetEntity, UUID> {
        private final Rows<UUID, FactorResetEntity> rows = new Rows<>(row -> row.id);

        @Override
        public Rows<UUID, FactorResetEntity> rows() {
            return rows;
        }

        @Override
        Optional<FactorResetEntity> findOpen(AdministratorId administrator, Factor factor) {
            return where(row -> row.decidedAt == null
                            && row.factor == factor
                            && row.administrator().equals(administrator))
                    .findFirst();
        }

        @Override
        List<FactorResetEntity> listOpen(RealmId realm) {
            return where(row -> row.decidedAt == null && row.realm().equals(realm))
                    .toList();
        }

        @Override
        List<FactorResetEntity> listAwaitingApproval() {
            return where(row -> row.decidedAt == null && row.needsApproval && !row.vetoed)
                    .toList();
        }

        @Override
        List<FactorResetEntity> listDue(Instant now) {
            return where(row -> row.decidedAt == null && row.isDue(now))
                    .sorted(Comparator.comparing(row -> row.dueAt))
                    .toList();
        }
    }
}
