package io.gatehouse.kernel.time;

import io.agroal.api.AgroalDataSource;
import io.gatehouse.kernel.Outage;
import io.quarkus.scheduler.Scheduled;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.jboss.logging.Logger;

/**
 * Returns PostgreSQL's time, the shared clock of all nodes. It is read every 30 seconds and advanced by the monotonic
 * timer in between, so that a wrong system clock has no effect. It is truncated to milliseconds, the precision of all
 * stores.
 */
@Singleton
public class DatabaseClock extends Clock {
    private static final Logger LOG = Logger.getLogger(DatabaseClock.class);

    private record Anchor(Instant databaseTime, long nanoTime) {}

    private final AgroalDataSource dataSource;
    private volatile Anchor anchor;

    DatabaseClock(AgroalDataSource dataSource) {
        this.dataSource = dataSource;
    }

    @Override
    public Instant instant() {
        Anchor current = anchor;
        if (current == null) {
            try {
                current = read();
            } catch (SQLException e) {
                throw Outage.ofDatabase(e);
            }
            anchor = current;
        }
        return current.databaseTime()
                .plusNanos(System.nanoTime() - current.nanoTime())
                .truncatedTo(ChronoUnit.MILLIS);
    }

    @Scheduled(every = "30s", delayed = "30s")
    void refresh() {
        try {
            anchor = read();
        } catch (SQLException e) {
            LOG.warn("clock.not-refreshed: the database could not be reached, the last reading remains in use");
        }
    }

    private Anchor read() throws SQLException {
        try (var connection = dataSource.getConnection();
                var statement = connection.prepareStatement("select clock_timestamp()")) {
            long before = System.nanoTime();
            try (var result = statement.executeQuery()) {
                result.next();
                Instant databaseTime = result.getObject(1, OffsetDateTime.class).toInstant();
                long after = System.nanoTime();
                return new Anchor(databaseTime, before + (after - before) / 2);
            }
        }
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("Gatehouse reckons in UTC");
    }
}
