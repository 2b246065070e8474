import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads what the server, PostgreSQL and Redis have used so far. */
final class Meters {
    private static final double TICK_MILLIS = 10;
    private static final Pattern ALLOCATED = Pattern.compile("(?m)^jvm_gc_memory_allocated_bytes_total\\S* (\\S+)");
    private static final Pattern READS = Pattern.compile("total_reads_processed:(\\d+)");

    private final long server;
    private final long postgres;
    private final long redis;
    private final Connection database;
    private final int redisPort;
    private final URI metrics;

    /** CPU in milliseconds, and counts. */
    record Reading(
            double serverCpu,
            double serverSystemCpu,
            double compilerCpu,
            double postgresCpu,
            double redisCpu,
            long faults,
            double allocated,
            long statements,
            long transactions,
            long roundTrips) {

        Reading minus(Reading before) {
            return new Reading(
                    serverCpu - before.serverCpu,
                    serverSystemCpu - before.serverSystemCpu,
                    compilerCpu - before.compilerCpu,
                    postgresCpu - before.postgresCpu,
                    redisCpu - before.redisCpu,
                    faults - before.faults,
                    allocated - before.allocated,
                    statements - before.statements,
                    transactions - before.transactions,
                    // The reading itself
                    roundTrips - before.roundTrips - 1);
        }
    }

    /** What a process and its children, those that have ended included, have used. */
    private record Usage(double cpu, double system, long faults) {
        static final Usage NONE = new Usage(0, 0, 0);

        Usage plus(Usage other) {
            return new Usage(cpu + other.cpu, system + other.system, faults + other.faults);
        }
    }

    Meters(long server, long postgres, long redis, Connection database, int redisPort, URI metrics) {
        this.server = server;
        this.postgres = postgres;
        this.redis = redis;
        this.database = database;
        this.redisPort = redisPort;
        this.metrics = metrics;
    }

    Reading read() {
        Usage used = tree(server);
        long[] statements = statements();
        return new Reading(
                used.cpu(),
                used.system(),
                compilers(),
                tree(postgres).cpu(),
                tree(redis).cpu(),
                used.faults(),
                allocated(),
                statements[0],
                statements[1],
                roundTrips());
    }

    /** Returns the resident memory of the server and its children in MiB. */
    long residentMib() {
        return processes(server)
                .mapToLong(pid -> {
                    try (Stream<String> status = Files.lines(Path.of("/proc/" + pid + "/status"))) {
                        return status.filter(line -> line.startsWith("VmRSS:"))
                                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                                .sum();
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                })
                .sum()
                / 1024;
    }

    private static Stream<Long> processes(long root) {
        ProcessHandle process = ProcessHandle.of(root).orElseThrow();
        return Stream.concat(Stream.of(root), process.descendants().map(ProcessHandle::pid));
    }

    private static Usage tree(long root) {
        return processes(root)
                .map(pid -> usage(stat(Path.of("/proc/" + pid))))
                .reduce(Usage.NONE, Usage::plus);
    }

    private static Usage usage(String stat) {
        if (stat.isEmpty()) {
            // Ended meanwhile: now among its parent's children that have ended.
            return Usage.NONE;
        }
        // proc(5): the fields after the name, which may contain spaces
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        double system = Long.parseLong(fields[12]) + Long.parseLong(fields[14]);
        double user = Long.parseLong(fields[11]) + Long.parseLong(fields[13]);
        return new Usage((user + system) * TICK_MILLIS, system * TICK_MILLIS, Long.parseLong(fields[7]));
    }

    /** Returns the {@code stat} file of a process or thread, or an empty text if it has ended. */
    private static String stat(Path process) {
        try {
            return Files.readString(process.resolve("stat"));
        } catch (IOException e) {
            return "";
        }
    }

    /** Returns the CPU of the threads that compile; zero of a native executable. */
    private double compilers() {
        try (Stream<Path> threads = Files.list(Path.of("/proc/" + server + "/task"))) {
            return threads.map(Meters::stat)
                    .filter(stat -> stat.contains(" CompilerThre"))
                    .mapToDouble(stat -> usage(stat).cpu())
                    .sum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the statements of the application, without those that begin and end transactions, and the transactions. */
    private long[] statements() {
        try (Statement query = database.createStatement();
                ResultSet found = query.executeQuery("""
                        select (select coalesce(sum(calls), 0) from pg_stat_statements
                                where query !~* '^(begin|commit|rollback|set)' and query !~ 'pg_stat_statements'),
                            (select xact_commit + xact_rollback from pg_stat_database where datname = current_database())""")) {
            found.next();
            return new long[] {found.getLong(1), found.getLong(2)};
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private long roundTrips() {
        try (Socket socket = new Socket("127.0.0.1", redisPort)) {
            socket.getOutputStream().write("INFO stats\r\n".getBytes(StandardCharsets.US_ASCII));
            var lines = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            return lines.lines()
                    .map(READS::matcher)
                    .filter(Matcher::matches)
                    .map(found -> Long.parseLong(found.group(1)))
                    .findFirst()
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the bytes that the JVM has allocated, as of its last collection; zero of a native executable. */
    private double allocated() {
        try {
            String all = HttpClient.newHttpClient()
                    .send(HttpRequest.newBuilder(metrics).build(), BodyHandlers.ofString())
                    .body();
            Matcher found = ALLOCATED.matcher(all);
            return found.find() ? Double.parseDouble(found.group(1)) : 0;
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
