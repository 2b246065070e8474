import com.goterl.lazysodium.utils.LibraryLoader;
import com.sun.jna.Function;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Starts Gatehouse, seeds accounts, drives sign-ins and other requests, and reports what they cost. */
final class Bench {
    private static final String PASSWORD = "violet harbour ladder quartz";
    private static final String MAIL = "mail";
    private static final String TEXT = "text";
    private static final String SECRET = "bench-bench-bench-bench-bench-bench-bench-b";
    private static final String CLIENT = "https://client.example/";
    private static final String VERIFIER = "bench-verifier-bench-verifier-bench-verifie";
    private static final int WARM_UPS = 8;
    private static final double COMPILING = 0.03;
    private static final int CORES = Runtime.getRuntime().availableProcessors();

    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final AtomicInteger account = new AtomicInteger();
    private final URI server = URI.create("http://127.0.0.1:" + System.getenv("QUARKUS_HTTP_PORT"));
    private final URI management = URI.create("http://127.0.0.1:" + System.getenv("QUARKUS_MANAGEMENT_PORT"));
    private final String[] command;
    private final int concurrency;
    private final Duration duration;
    private final int accounts;
    private final int pending;
    private final StandIns messages;
    private final Connection database;
    private final String session = UUID.randomUUID() + "." + SECRET;
    private Meters meters;

    private Bench(Map<String, String> options, String[] command) throws Exception {
        this.command = command;
        concurrency = Integer.parseInt(options.getOrDefault("--concurrency", "8"));
        duration = Duration.ofSeconds(Long.parseLong(options.getOrDefault("--seconds", "20")));
        accounts = Integer.parseInt(options.getOrDefault("--accounts", "1000"));
        pending = Integer.parseInt(options.getOrDefault("--pending", "0"));
        messages = new StandIns(
                Integer.parseInt(System.getenv("QUARKUS_MAILER_PORT")),
                URI.create(System.getenv("GATEHOUSE_SMS_HTTP_URL")).getPort());
        database = DriverManager.getConnection(
                System.getenv("QUARKUS_DATASOURCE_JDBC_URL"), System.getenv("QUARKUS_DATASOURCE_USERNAME"),
                System.getenv("QUARKUS_DATASOURCE_PASSWORD"));
        execute("create extension pg_stat_statements");
    }

    public static void main(String[] arguments) {
        int end = Arrays.asList(arguments).indexOf("--");
        var options = new HashMap<String, String>();
        for (int i = 0; i < end; i += 2) {
            options.put(arguments[i], arguments[i + 1]);
        }
        try {
            new Bench(options, Arrays.copyOfRange(arguments, end + 1, arguments.length)).run();
            System.exit(0);
        } catch (Exception e) {
            e.printStackTrace();
            System.exit(1);
        }
    }

    private void run() throws Exception {
        print("%s%n%d accounts in each realm, %d sign-ins pending, %d at a time, %d s each%n",
                String.join(" ", command), accounts, pending, concurrency, duration.toSeconds());
        hash();
        String mailLink = bootstrap(MAIL);
        bootstrap(TEXT);
        long start = System.nanoTime();
        Process gatehouse = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(new File("target/bench.log"))
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(gatehouse::destroyForcibly));
        awaitReady(gatehouse);
        print("start to ready                      %6.2f s%n", (System.nanoTime() - start) / 1e9);
        Path work = Path.of(System.getenv("BENCH_WORK"));
        meters = new Meters(
                gatehouse.pid(), firstNumber(work.resolve("data/postmaster.pid")), firstNumber(work.resolve("redis.pid")),
                database, URI.create(System.getenv("QUARKUS_REDIS_HOSTS")).getPort(), management.resolve("/q/metrics"));
        print("resident when ready                 %6d MiB%n", meters.residentMib());
        seed(mailLink);
        firstSignIns();
        warmUp();
        hash();
        leavePending();
        Load mail = load("sign-in, code by mail", concurrency, () -> signIn(MAIL));
        load("sign-in, code by text message", concurrency, () -> signIn(TEXT));
        print("resident after sign-ins             %6d MiB%n", meters.residentMib());
        others();
        overload(mail);
        gatehouse.destroy();
        gatehouse.waitFor();
    }

    private static long firstNumber(Path file) throws Exception {
        return Long.parseLong(Files.readAllLines(file).get(0).strip());
    }

    private String bootstrap(String realm) throws Exception {
        var line = new ArrayList<>(List.of(command));
        line.addAll(List.of("bootstrap", "--realm", realm, "--email", "first@example.com", "--json"));
        Process process = new ProcessBuilder(line).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        return found("token=([^\"]+)", new String(process.getInputStream().readAllBytes()));
    }

    private void awaitReady(Process gatehouse) throws Exception {
        while (true) {
            try {
                if (get(management.resolve("/q/health/ready"), "").statusCode() == 200) {
                    return;
                }
            } catch (UncheckedIOException e) {
                if (!gatehouse.isAlive()) {
                    throw new IllegalStateException("It ended: target/bench.log");
                }
            }
            TimeUnit.MILLISECONDS.sleep(10);
        }
    }

    /** Sets the password of the first account, copies it to all others, and signs it in with a browser. */
    private void seed(String link) throws Exception {
        String invitation = found("\"invitationId\":\"([^\"]+)\"",
                ok(post(MAIL, "/invitation/open", "{\"token\":\"%s\"}".formatted(link), 0)));
        ok(post(MAIL, "/invitation/password",
                "{\"invitationId\":\"%s\",\"newPassword\":\"%s\"}".formatted(invitation, PASSWORD), 0));
        execute("""
                update realm set settings = jsonb_set(jsonb_set(settings, '{mfa,enabled}', 'true'),
                    '{mfa,method}', case slug when 'text' then '"SMS"' else '"EMAIL"' end::jsonb)""");
        execute("""
                insert into administrator (id, realm_id, email, display_name, role, disabled, password_hash, phone,
                    phone_proven_at, created_at, version)
                select gen_random_uuid(), r.id, slug || n || '@example.com', 'Account ' || n, 'OPERATOR', false,
                    (select max(password_hash) from administrator), case slug when 'text' then '+4915' || 100000000 + n end,
                    case slug when 'text' then now() end, now(), 0
                from realm r, generate_series(0, %d) n""".formatted(accounts - 1));
        execute("""
                insert into session (id, realm_id, administrator_id, role, kind, secret_hash, authenticated_at, second_factor,
                    second_factor_at, client_address, user_agent, created_at, last_used_at, idle_seconds, expires_at)
                select '%s', r.id, a.id, a.role, 'BROWSER', '\\x%s', now(), 'EMAIL', now(), '10.0.0.0', 'bench', now(), now(),
                    36000, now() + interval '1 day'
                from realm r join administrator a on a.realm_id = r.id where slug = 'mail' and email = 'first@example.com'"""
                .formatted(session.split("\\.")[0],
                        HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(SECRET.getBytes()))));
        execute("vacuum analyze");
    }

    private void firstSignIns() {
        Meters.Reading before = meters.read();
        for (int i = 0; i < 100; i++) {
            signIn(MAIL);
        }
        print("first 100 sign-ins, one by one      %6.2f ms CPU each%n", meters.read().minus(before).serverCpu() / 100);
    }

    /** Signs in until the JVM compiles hardly anything any more. */
    private void warmUp() throws Exception {
        for (int i = 0; i < WARM_UPS; i++) {
            load("warm-up", concurrency, () -> signIn(TEXT));
            if (load("warm-up", concurrency, () -> signIn(MAIL)).compiling() < COMPILING) {
                return;
            }
        }
    }

    private void leavePending() throws Exception {
        AtomicInteger left = new AtomicInteger(pending);
        Thread[] threads = new Thread[CORES];
        for (int i = 0; i < threads.length; i++) {
            threads[i] = new Thread(() -> {
                while (left.getAndDecrement() > 0) {
                    ok(begin(MAIL, account.getAndIncrement()));
                }
            });
            threads[i].start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
    }

    /** Takes one account, that no other client uses at the time, through a whole sign-in; returns the refresh token. */
    private String signIn(String realm) {
        while (true) {
            int number = account.getAndIncrement();
            String to = realm.equals(TEXT) ? "+4915" + (100000000 + number % accounts) : email(realm, number);
            Optional<CompletableFuture<String>> message = messages.next(to);
            if (message.isPresent()) {
                try {
                    return signIn(realm, number, message.get());
                } finally {
                    messages.forget(to);
                }
            }
        }
    }

    private String signIn(String realm, int number, CompletableFuture<String> message) {
        String started = Load.step("password", () -> ok(begin(realm, number)));
        String code = Load.step("message", () -> message.get(10, TimeUnit.SECONDS));
        String signIn = found("\"signInId\":\"([^\"]+)\"", started);
        return found("\"refreshToken\":\"([^\"]+)\"", Load.step("verify", () -> verify(realm, signIn, code, number)));
    }

    private String verify(String realm, String signIn, String code, int number) {
        return ok(post(realm, "/sign-in/verify",
                "{\"signInId\":\"%s\",\"code\":\"%s\"}".formatted(signIn, code), number % accounts));
    }

    private HttpResponse<String> begin(String realm, int number) {
        return post(realm, "/sign-in",
                "{\"email\":\"%s\",\"password\":\"%s\"}".formatted(email(realm, number), PASSWORD), number % accounts);
    }

    private String email(String realm, int number) {
        return realm + number % accounts + "@example.com";
    }

    /** Requests that hash nothing: alone, and two at a time while sign-ins use all cores. */
    private void others() throws Exception {
        String cookie = "gatehouse-session-" + MAIL + "=" + session;
        String realm = "/realms/" + MAIL;
        ThreadLocal<String> token = new ThreadLocal<>();
        Runnable refresh = () -> token.set(found("\"refreshToken\":\"([^\"]+)\"", ok(post(MAIL, "/token/refresh",
                "{\"refreshToken\":\"%s\"}".formatted(token.get() == null ? signIn(MAIL) : token.get()), 0))));
        Runnable forwardAuth = () -> ok(get(server.resolve(realm + "/forward-auth"), cookie));
        Runnable keys = () -> ok(get(server.resolve(realm + "/.well-known/jwks.json"), ""));
        Runnable administrators = () -> ok(get(server.resolve(realm + "/console/administrators"), cookie));
        Runnable audit = () -> ok(get(server.resolve(realm + "/console/audit"), cookie));
        load("refresh", concurrency, refresh);
        load("forward-auth", concurrency, forwardAuth);
        load("JWKS", concurrency, keys);
        String path = realm + "/oidc/authorize?response_type=code&client_id=" + registerClient() + "&scope=openid&state=s&nonce=n"
                + "&redirect_uri=" + encoded(CLIENT) + "&code_challenge_method=S256&code_challenge=" + challenge();
        Supplier<String> authorization = () -> found("[?&]code=([^&]+)",
                get(server.resolve(path), cookie).headers().firstValue("Location").orElse(""));
        load("OpenID authorization", concurrency, authorization::get);
        load("OpenID authorization and tokens", concurrency, () -> ok(send(HttpRequest.newBuilder(
                        server.resolve(realm + "/oidc/token"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("grant_type=authorization_code&client_id=bench&code=" + authorization.get()
                        + "&redirect_uri=" + encoded(CLIENT) + "&code_verifier=" + VERIFIER)))));
        load("page of administrators", concurrency, administrators);
        load("page of the audit log", concurrency, audit);
        Load signIns = new Load("sign-ins beside it", concurrency, duration, () -> signIn(MAIL), meters);
        Future<?> beside = signIns.start();
        load("forward-auth beside sign-ins", 2, forwardAuth);
        beside.get();
    }

    /** Registers a public client as the System Administrator, and returns its id. */
    private String registerClient() throws Exception {
        String email = "first@example.com";
        CompletableFuture<String> message = messages.next(email).orElseThrow();
        String started = ok(post(MAIL, "/sign-in", "{\"email\":\"%s\",\"password\":\"%s\"}".formatted(email, PASSWORD), 0));
        String token = found("\"accessToken\":\"([^\"]+)\"", verify(
                MAIL, found("\"signInId\":\"([^\"]+)\"", started), message.get(10, TimeUnit.SECONDS), 0));
        ok(send(HttpRequest.newBuilder(server.resolve("/api/v1/realms/" + MAIL + "/clients"))
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer " + token)
                .POST(BodyPublishers.ofString("""
                        {"clientId": "bench", "name": "Bench", "type": "public", "redirectUris": ["%s"]}""".formatted(CLIENT)))));
        return "bench";
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    /** Returns the challenge of the verifier (RFC 7636, section 4.2). */
    private static String challenge() throws Exception {
        return Base64.getUrlEncoder().withoutPadding()
                .encodeToString(MessageDigest.getInstance("SHA-256").digest(VERIFIER.getBytes(StandardCharsets.US_ASCII)));
    }

    /** Offers ten times as many sign-ins; those that are refused must be so soon, and the others not be fewer. */
    private void overload(Load usual) throws Exception {
        double interval = concurrency / usual.perSecond();
        Load ten = load("ten times the load", 10 * concurrency, () -> {
            long start = System.nanoTime();
            try {
                signIn(MAIL);
            } catch (Load.Refused e) {
                rest(start, interval);
                throw e;
            }
        });
        print("throughput of that: %.0f %% of the usual%n", 100.0 * ten.perSecond() / usual.perSecond());
    }

    private static void rest(long start, double seconds) {
        try {
            TimeUnit.NANOSECONDS.sleep((long) (seconds * 1e9) - (System.nanoTime() - start));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private Load load(String name, int parallel, Runnable action) throws Exception {
        Load load = new Load(name, parallel, duration, action, meters);
        load.start().get();
        load.report(hashMillis);
        return load;
    }

    /** CPU of one hash with a hash on each core at the same time, as last measured. */
    private double hashMillis;

    /** Hashes with libsodium's function as the server does, for two seconds, alone and on all cores. */
    private void hash() throws Exception {
        NativeLibrary sodium = NativeLibrary.getInstance(Native.extractFromResourcePath(
                        "/" + LibraryLoader.getSodiumPathInResources(), LibraryLoader.class.getClassLoader())
                .getPath());
        sodium.getFunction("sodium_init").invokeInt(new Object[0]);
        Function pwhash = sodium.getFunction("crypto_pwhash");
        double alone = hash(1, pwhash);
        hashMillis = hash(CORES, pwhash);
        print("one hash, m=19456 t=2 p=1: CPU      %6.2f ms alone, %.2f ms on all %d cores at once%n",
                alone, hashMillis, CORES);
    }

    private static double hash(int parallel, Function pwhash) throws Exception {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        List<CompletableFuture<Double>> results = new ArrayList<>();
        for (int i = 0; i < parallel; i++) {
            var result = new CompletableFuture<Double>();
            results.add(result);
            new Thread(() -> {
                byte[] input = new byte[32];
                byte[] salt = new byte[16];
                ThreadLocalRandom.current().nextBytes(input);
                long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(2);
                long before = threads.getCurrentThreadCpuTime();
                int count = 0;
                while (System.nanoTime() < end) {
                    pwhash.invokeInt(new Object[] {new byte[32], 32L, input, 32L, salt, 2L, 19456 * 1024L, 2});
                    count++;
                }
                result.complete((threads.getCurrentThreadCpuTime() - before) / 1e6 / count);
            }).start();
        }
        double sum = 0;
        for (CompletableFuture<Double> result : results) {
            sum += result.get();
        }
        return sum / parallel;
    }

    private HttpResponse<String> post(String realm, String path, String body, int client) {
        return send(HttpRequest.newBuilder(server.resolve("/api/v1/realms/" + realm + path))
                .header("Content-Type", "application/json")
                .header("User-Agent", "bench")
                // Limits count by client address.
                .header("X-Forwarded-For", "10.%d.%d.%d".formatted(client >> 16 & 255, client >> 8 & 255, client & 255))
                .POST(BodyPublishers.ofString(body)));
    }

    private HttpResponse<String> get(URI uri, String cookie) {
        return send(HttpRequest.newBuilder(uri).header("Cookie", cookie));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(request.timeout(Duration.ofSeconds(10)).build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String ok(HttpResponse<String> response) {
        if (response.statusCode() >= 300) {
            throw new Load.Refused(response.statusCode(), response.body());
        }
        return response.body();
    }

    private static String found(String pattern, String text) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        if (!matcher.find()) {
            throw new IllegalStateException("No " + pattern + " in " + text);
        }
        return matcher.group(1);
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = database.createStatement()) {
            statement.execute(sql);
        }
    }

    private static void print(String format, Object... values) {
        System.out.printf(Locale.ROOT, format, values);
    }
}
