package io.gatehouse.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.administrator.Administrators;
import io.gatehouse.administrator.EmailAddress;
import io.gatehouse.ratelimit.PasswordAttempts;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.RealmSettings.MfaMethod;
import io.gatehouse.testing.Artifact;
import io.gatehouse.testing.GatehouseTest;
import io.gatehouse.testing.TestRealms;
import io.quarkus.redis.datasource.RedisDataSource;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManagerFactory;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.hibernate.SessionFactory;
import org.hibernate.stat.Statistics;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Counts statements and Redis commands of responses that must not reveal whether an account exists. */
@GatehouseTest
class ResponseWorkIT {
    private static final Pattern COMMANDS = Pattern.compile("total_commands_processed:(\\d+)");

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
        Matcher found = COMMANDS.matcher(redis.execute("INFO", "stats").toString());
        assertThat(found.find()).isTrue();
        return Long.parseLong(found.group(1));
    }
}
