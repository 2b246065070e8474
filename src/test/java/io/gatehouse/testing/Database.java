package io.gatehouse.testing;

import static org.awaitility.Awaitility.await;

import io.agroal.api.AgroalDataSource;
import io.gatehouse.administrator.Administrator;
import io.gatehouse.realm.Realm;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** What tests ask PostgreSQL directly, and the obstacles they put into its way. */
@Singleton
public class Database {
    private static final AtomicInteger COUNT = new AtomicInteger();

    private final AgroalDataSource dataSource;

    Database(AgroalDataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** Something in the way of the application until it is closed. */
    public interface Obstacle extends AutoCloseable {
        /** Waits until somebody has met it. */
        void awaitMet();

        @Override
        void close();
    }

    /** How many sessions the person has ever had. */
    public long sessionsOf(Administrator person) {
        return number("select count(*) from session where administrator_id = '" + person.id() + "'");
    }

    /** Makes the person's sessions as if a code by mail had been entered when they began. */
    public void proveSecondFactor(Administrator person) {
        execute(
                "update session set second_factor = 'EMAIL', second_factor_at = authenticated_at where administrator_id = '"
                        + person.id() + "'");
    }

    /** How many codes count as sent to the person and not used. */
    public long unusedSendsOf(Administrator person) {
        return number("select coalesce(sum(unused_sends), 0) from code_lockout where administrator_id = '" + person.id()
                + "'");
    }

    /** How often somebody has taken a mail to the person in hand that waits to be sent. */
    public long mailAttemptsFor(Administrator person) {
        return number(
                "select coalesce(sum(attempts), 0) from mail_outbox where state = 'WAITING' and administrator_id = '"
                        + person.id() + "'");
    }

    /** How many requests for a mail to the person have not been handled. */
    public long mailRequestsOf(Administrator person) {
        return number("select count(*) from mail_request where administrator_id = '" + person.id() + "'");
    }

    /** How many links have ever been mailed to the person. */
    public long linksOf(Administrator person) {
        return number("select count(*) from link where administrator_id = '" + person.id() + "'");
    }

    /** How many mails to the person wait to be sent. */
    public long mailsWaitingFor(Administrator person) {
        return number("select count(*) from mail_outbox where state = 'WAITING' and administrator_id = '" + person.id()
                + "'");
    }

    /** Does something while the disk is full for rows of the realm in that table. */
    public void refusingRows(String table, Realm realm, Runnable meanwhile) {
        String name = "obstacle_" + COUNT.incrementAndGet();
        trigger(name, table, realm, "raise exception 'no space left on device' using errcode = 'disk_full'");
        try {
            meanwhile.run();
        } finally {
            execute("drop function " + name + " cascade");
        }
    }

    /** Rows of the realm wait on their way into that table. */
    public Obstacle holdRows(String table, Realm realm) {
        int number = COUNT.incrementAndGet();
        String name = "obstacle_" + number;
        trigger(name, table, realm, "perform pg_advisory_xact_lock(" + number + ")");
        Connection holder = connect();
        execute(holder, "select pg_advisory_lock(" + number + ")");
        return new Obstacle() {
            @Override
            public void awaitMet() {
                await("a row for " + table)
                        .until(() ->
                                number("select count(*) from pg_locks where not granted and objid = " + number) > 0);
            }

            @Override
            public void close() {
                execute(holder, "select pg_advisory_unlock(" + number + ")");
                disconnect(holder);
                execute("drop function " + name + " cascade");
            }
        };
    }

    /** Steps of a sign-in wait for their account. */
    public Obstacle holdAccounts(Realm realm) {
        Connection holder = connect();
        execute(holder, "begin");
        execute(holder, "select 1 from administrator where realm_id = '" + realm.id() + "' for update");
        return new Obstacle() {
            @Override
            public void awaitMet() {
                await("a statement that waits for a lock")
                        .until(() -> number("select count(*) from pg_locks where not granted") > 0);
            }

            @Override
            public void close() {
                execute(holder, "rollback");
                disconnect(holder);
            }
        };
    }

    /** A transaction that has done something and waits, until it is closed, which rolls it back. */
    public UncommittedChange holdUncommitted(String statement) {
        return new UncommittedChange(statement);
    }

    /** A transaction under way. */
    public final class UncommittedChange implements Obstacle {
        private final Connection holder = connect();
        private boolean open = true;

        private UncommittedChange(String statement) {
            execute("begin");
            execute(statement);
        }

        /** Does something more in it. */
        public void execute(String statement) {
            Database.execute(holder, statement);
        }

        @Override
        public void awaitMet() {
            awaitMet(1);
        }

        /** Waits until so many others wait, for it or for each other. */
        public void awaitMet(int count) {
            await(count + " who wait")
                    .atMost(Duration.ofMinutes(2))
                    .until(() ->
                            number("select count(*) from pg_stat_activity where wait_event_type = 'Lock'") >= count);
        }

        /** Ends it with its changes. */
        public void commit() {
            end("commit");
        }

        /** Ends it without its changes. */
        public void rollback() {
            end("rollback");
        }

        @Override
        public void close() {
            rollback();
        }

        private void end(String statement) {
            if (open) {
                open = false;
                execute(statement);
                disconnect(holder);
            }
        }
    }

    private void trigger(String name, String table, Realm realm, String statement) {
        execute("create function " + name + "() returns trigger language plpgsql as $$ begin " + statement
                + "; return new; end $$");
        execute("create trigger " + name + " before insert on " + table + " for each row when (new.realm_id = '"
                + realm.id() + "') execute function " + name + "()");
    }

    /** Returns the number that the query selects. */
    public long number(String query) {
        try (var connection = dataSource.getConnection();
                var statement = connection.createStatement();
                var result = statement.executeQuery(query)) {
            result.next();
            return result.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Runs a command. */
    public void execute(String command) {
        try (Connection connection = dataSource.getConnection()) {
            // What fills a large realm takes longer than the application would wait.
            int patience = connection.getNetworkTimeout();
            connection.setNetworkTimeout(Runnable::run, 0);
            execute(connection, command);
            connection.setNetworkTimeout(Runnable::run, patience);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private Connection connect() {
        try {
            return dataSource.getConnection();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void execute(Connection connection, String command) {
        try (var statement = connection.createStatement()) {
            statement.execute(command);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void disconnect(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
