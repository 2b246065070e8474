package io.gatehouse.kernel.database;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.AgroalDataSource.FlushMode;
import io.gatehouse.kernel.Outage;
import io.gatehouse.kernel.UnavailableException;
import io.gatehouse.kernel.store.Store;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** PostgreSQL, by the pool of connections that requests use. */
@Singleton
public class DatabaseStore implements Store {
    /** One transaction. */
    private static final String WRITE = """
            do $$ begin
                insert into store_check (filling) values (repeat('x', 7000));
                delete from store_check;
            end $$""";

    private static final long FLUSH_INTERVAL_NANOS = Duration.ofSeconds(1).toNanos();

    private final AgroalDataSource dataSource;
    private volatile boolean answered;
    private final AtomicLong lastFlush = new AtomicLong(System.nanoTime() - FLUSH_INTERVAL_NANOS);

    DatabaseStore(AgroalDataSource dataSource) {
        this.dataSource = dataSource;
    }

    @Override
    public String name() {
        return Outage.DATABASE;
    }

    @Override
    public void ping() {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                ResultSet readOnly = statement.executeQuery("show transaction_read_only")) {
            readOnly.next();
            if (readOnly.getString(1).equals("on")) {
                throw new SQLException("the server is read-only", Outage.READ_ONLY);
            }
            answered = true;
        } catch (SQLException e) {
            // The pool's exceptions have no state: all connections are in use, and Quarkus' own check opens another
            // one.
            if (!answered || e.getSQLState() != null) {
                throw Outage.ofDatabase(e);
            }
        }
    }

    @Override
    public boolean isNeededToBeReady() {
        return true;
    }

    @Override
    public void check() {
        try (Connection connection = dataSource.getConnection()) {
            write(connection);
        } catch (SQLException e) {
            throw Outage.ofDatabase(e);
        }
    }

    /**
     * Writes a row that fills a page, reads and deletes it.
     *
     * @throws SQLException if the database is read-only or its disk full
     */
    public static void write(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(WRITE);
        }
    }

    /** Replaces the pool's connections if another server may have taken over, those in use when they are returned. */
    @Override
    public void dropConnections(UnavailableException outage) {
        long now = System.nanoTime();
        long last = lastFlush.get();
        if (Outage.isFailover(outage) && now - last >= FLUSH_INTERVAL_NANOS && lastFlush.compareAndSet(last, now)) {
            dataSource.flush(FlushMode.GRACEFUL);
        }
    }
}
