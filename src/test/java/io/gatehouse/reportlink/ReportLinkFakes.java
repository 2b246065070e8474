package io.gatehouse.reportlink;

import io.gatehouse.kernel.KernelFakes;
import io.gatehouse.kernel.crypto.Randomness;
import io.gatehouse.kernel.id.AdministratorId;
import io.gatehouse.link.LinkConfig;
import io.gatehouse.reportlink.ReportLinks.ReportLinkEntity;
import io.gatehouse.testing.Defaults;
import io.gatehouse.testing.InMemoryTable;
import java.time.Clock;
import java.util.Set;

/** Report links with their table in memory and the default lifetimes. */
public final class ReportLinkFakes {
    private ReportLinkFakes() {}

    public static ReportLinks reportLinks(Clock clock) {
        return new ReportLinks(
                new InMemoryReportLinks(), new Randomness(), KernelFakes.urls(), Defaults.of(LinkConfig.class), clock);
    }

    private static final class InMemoryReportLinks extends ReportLinkEntity.Repository
            implements InMemoryTable<ReportLinkEntity, String> {
        private final Rows<String, ReportLinkEntity> rows = new Rows<>(row -> row.tokenHash);

        @Override
        public Rows<String, ReportLinkEntity> rows() {
            return rows;
        }

        @Override
        void deleteAll(AdministratorId administrator, Set<ReportLinks.Occasion> occasions) {
            removeWhere(row -> row.administratorId.equals(administrator.value()) && occasions.contains(row.occasion));
        }

        @Override
        long deleteAll(AdministratorId administrator, String hash) {
            return removeWhere(row -> row.administratorId.equals(administrator.value())
                    && (row.tokenHash.equals(hash) || !ReportLinks.Occasion.ELSEWHERE.contains(row.occasion)));
        }
    }
}
