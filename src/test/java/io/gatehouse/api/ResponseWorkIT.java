package io.gatehouse.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.administrator.Administrators;
import io.gatehouse.administrator.EmailAddress;
import io.gatehouse.ratelimit.PasswordAttempts;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.RealmSettings;
import io.gatehouse.realm.RealmSettings.AuthenticatorUse;
import io.gatehouse.realm.RealmSettings.MfaMethod;
import io.gatehouse.testing.Artifact;
import io.gatehouse.testing.GatehouseTest;
import io.gatehouse.testing.PausedScheduler;
import io.gatehouse.testing.SignInClient;
import io.gatehouse.testing.TestRealms;
import io.quarkus.redis.datasource.RedisDataSource;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManagerFactory;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.hibernate.SessionFactory;
import org.hibernate.stat.Statistics;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Counts the work of responses that must not reveal whether an account exists, and of a whole sign-in, which must not grow: how long it takes,
 * {@code bench/run} measures.
 */
@GatehouseTest
class ResponseWorkIT extends PausedScheduler {
    private static final Pattern COMMANDS = Pattern.compile("total_commands_processed:(\\d+)");

    /** Redis reads once for each command that waits for its answer, and not for those within a script. */
    private static final Pattern ROUND_TRIPS = Pattern.compile("total_reads_processed:(\\d+)");

    /** The lowest count of some is that without work in the background, and without the next block of a sequence. */
    private static final int SAMPLES = 5;

    @Inject
    TestRealms testRealms;

    @Inject
    Administrators administrators;

    @Inject
    PasswordAttempts attempts;

    @Inject
    EntityManagerFactory database;

    @Inject
    RedisDataSource redis;

    private Realm realm;
    private List<String> addresses;
    private Statistics statistics;

    private record Work(long statements, long commands) {}

    private record SignInWork(long statements, long transactions, long roundTrips, long allocatedKib) {}

    @BeforeEach
    void some_addresses() {
        Artifact.needsTheApplicationHere("The count of statements");
        realm = testRealms.realm(MfaMethod.EMAIL);
        Administrator left = testRealms.administrator(realm);
        administrators.change(left, left.displayName(), left.role(), true);
        addresses = List.of(
                testRealms.administrator(realm).email().value(),
                left.email().value(),
                testRealms.guest(realm).email().value(),
                "nobody-here@example.com");
        statistics = database.unwrap(SessionFactory.class).getStatistics();
        statistics.setStatisticsEnabled(true);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "trust", "admission", "trust admission"})
    void a_wrong_password_with_unknown_cookies_is_the_same_work_for_every_address(String kinds) {
        Map<String, String> cookies = Stream.of(kinds.split(" "))
                .filter(kind -> !kind.isEmpty())
                .collect(Collectors.toMap(kind -> "gatehouse-" + kind + "-" + realm.slug(), kind -> "A".repeat(43)));

        assertThat(addresses.stream().map(email -> work(email, cookies)).distinct())
                .singleElement()
                .satisfies(work -> assertThat(work.statements()).isPositive());
    }

    @ParameterizedTest
    @CsvSource({"OFF, 29", "ALLOWED, 31"})
    void a_sign_in_with_a_mailed_code_is_no_more_work_than_this(AuthenticatorUse authenticators, long statements) {
        Realm secured = testRealms.realm(settings -> {
            RealmSettings always =
                    TestRealms.secured(settings, MfaMethod.EMAIL, RealmSettings.AuthenticationInterval.ALWAYS);
            return always.with(always.mfa().withAuthenticators(authenticators, authenticators, Map.of()));
        });
        Administrator person = testRealms.administrator(secured);
        // The first one also records the browser and creates the signing key.
        signIn(secured, person, 1);

        List<SignInWork> samples = IntStream.range(2, 2 + SAMPLES)
                .mapToObj(mails -> {
                    SignInWork before = used();
                    signIn(secured, person, mails);
                    SignInWork after = used();
                    return new SignInWork(
                            after.statements() - before.statements(),
                            after.transactions() - before.transactions(),
                            // The reading itself is one.
                            after.roundTrips() - before.roundTrips() - 1,
                            after.allocatedKib() - before.allocatedKib());
                })
                .toList();

        assertThat(samples)
                .as("with authenticators %s, without work in the background", authenticators)
                .anySatisfy(work -> {
                    assertThat(work.statements()).isBetween(1L, statements);
                    assertThat(work.transactions()).isBetween(1L, 7L);
                    assertThat(work.roundTrips()).isBetween(1L, 9L);
                    assertThat(work.allocatedKib()).isBetween(1L, 1500L);
                });
    }

    private static void signIn(Realm realm, Administrator person, int mails) {
        SignInClient client = SignInClient.of(realm);
        String id = client.begin(person);
        String code = SignInClient.mailedCode(person, mails);
        client.verify(id, code).then().statusCode(200).body("state", equalTo("complete"));
    }

    private SignInWork used() {
        return new SignInWork(
                statistics.getPrepareStatementCount(),
                statistics.getTransactionCount(),
                count(ROUND_TRIPS),
                allocatedByTheServer() / 1024);
    }

    /** Returns the bytes allocated by threads that handle requests and send messages, not by those of the test's client. */
    private static long allocatedByTheServer() {
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        return Stream.of(threads.getThreadInfo(threads.getAllThreadIds()))
                .filter(Objects::nonNull)
                .filter(thread -> thread.getThreadName().matches("(executor-thread|vert\\.x-eventloop-thread)-.*"))
                .mapToLong(thread -> threads.getThreadAllocatedBytes(thread.getThreadId()))
                .sum();
    }

    private Work work(String email, Map<String, String> cookies) {
        List<Work> samples = IntStream.range(0, SAMPLES)
                .mapToObj(sample -> sample(email, cookies))
                .toList();
        return new Work(
                samples.stream().mapToLong(Work::statements).min().orElseThrow(),
                samples.stream().mapToLong(Work::commands).min().orElseThrow());
    }

    private Work sample(String email, Map<String, String> cookies) {
        attempts.reset(realm.id(), new EmailAddress(email));
        long statements = statistics.getPrepareStatementCount();
        long commands = commands();
        given().cookies(cookies)
                .contentType("application/json")
                .body(Map.of("email", email, "password", "wrong password"))
                .post("/api/v1/realms/" + realm.slug() + "/sign-in")
                .then()
                .statusCode(401);
        return new Work(statistics.getPrepareStatementCount() - statements, commands() - commands);
    }

    private long commands() {
        return count(COMMANDS);
    }

    private long count(Pattern counter) {
        Matcher found = counter.matcher(redis.execute("INFO", "stats").toString());
        assertThat(found.find()).isTrue();
        return Long.parseLong(found.group(1));
    }
}
