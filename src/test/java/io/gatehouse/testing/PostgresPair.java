package io.gatehouse.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;

/** A PostgreSQL primary with a streaming replica, and one address that leads to either. */
public final class PostgresPair implements AutoCloseable {
    private static final String USER = "postgres";

    private final Path folder = Path.of(
            System.getProperty("ot.epg.working-dir", System.getProperty("java.io.tmpdir")),
            UUID.randomUUID().toString());
    private final EmbeddedPostgres primary;
    private final EmbeddedPostgres replica;
    private final TcpProxy address;

    /** Starts both; the address leads to the primary. */
    public PostgresPair() {
        primary = start(folder.resolve("primary"));
        replica = start(copy());
        address = new TcpProxy(primary.getPort());
    }

    String url() {
        return "jdbc:postgresql://127.0.0.1:" + address.port() + "/postgres";
    }

    static String user() {
        return USER;
    }

    /** Makes the primary read-only for connections it has and takes, as that of a former primary is. */
    public void demotePrimary() {
        execute(primary, "alter system set default_transaction_read_only = on");
        execute(primary, "select pg_reload_conf()");
    }

    /** Lets the replica accept writes. */
    public void promoteReplica() {
        execute(replica, "select pg_promote()");
    }

    /** Lets new connections reach the replica; those that there are stay where they are. */
    public void leadToReplica() {
        address.leadTo(replica.getPort());
    }

    /** Runs a command on the primary. */
    public void execute(String command) {
        execute(primary, command);
    }

    /** Copies a row of another database, whose column {@code id} has that value. */
    public void copyRow(Connection from, String table, Object id) throws SQLException {
        String row = text(from, "select to_jsonb(r)::text from " + table + " r where id = '" + id + "'");
        try (Connection to = connect(primary)) {
            String columns = text(
                    to,
                    "select string_agg(column_name, ',') from information_schema.columns"
                            + " where is_generated = 'NEVER' and table_schema = 'public' and table_name = '" + table
                            + "'");
            try (var insert = to.prepareStatement("insert into " + table + " (" + columns + ") select " + columns
                    + " from jsonb_populate_record(null::" + table + ", ?::jsonb)")) {
                insert.setString(1, row);
                insert.executeUpdate();
            }
        }
    }

    @Override
    public void close() throws IOException {
        replica.close();
        primary.close();
    }

    private static EmbeddedPostgres start(Path data) {
        try {
            return EmbeddedPostgres.builder()
                    .setDataDirectory(data)
                    .setCleanDataDirectory(false)
                    .setLocaleConfig("locale", "C")
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Copies the primary's data while it runs, and returns the folder of the copy. */
    private Path copy() {
        Path copy = folder.resolve("replica");
        try (Connection connection = connect(primary)) {
            text(connection, "select pg_backup_start('copy', true)");
            Command.run(
                    Path.of("target", "copy.log"),
                    "cp",
                    "-a",
                    folder.resolve("primary").toString(),
                    copy.toString());
            Files.writeString(copy.resolve("backup_label"), text(connection, "select labelfile from pg_backup_stop()"));
            Files.delete(copy.resolve("postmaster.pid"));
            Files.createFile(copy.resolve("standby.signal"));
            Files.writeString(
                    copy.resolve("postgresql.auto.conf"),
                    "primary_conninfo = 'host=127.0.0.1 port=%d user=%s'%n".formatted(primary.getPort(), USER),
                    StandardOpenOption.APPEND);
            return copy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void execute(EmbeddedPostgres server, String command) {
        try (Connection connection = connect(server);
                Statement statement = connection.createStatement()) {
            statement.execute(command);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Connection connect(EmbeddedPostgres server) throws SQLException {
        return DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + server.getPort() + "/postgres", USER, USER);
    }

    private static String text(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            result.next();
            return result.getString(1);
        }
    }
}
