package io.gatehouse.faults;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.administrator.Administrators;
import io.gatehouse.kernel.crypto.Digests;
import io.gatehouse.kernel.database.Transactions;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.Role;
import io.gatehouse.testing.CommandRun;
import io.gatehouse.testing.Database;
import io.gatehouse.testing.Database.UncommittedChange;
import io.gatehouse.testing.GatehouseTest;
import io.gatehouse.testing.Instance;
import io.gatehouse.testing.Parallel;
import io.gatehouse.testing.TestRealms;
import io.gatehouse.testing.TwoInstanceCluster;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Parallel requests for one value of which there can be one, and transactions that PostgreSQL ends because of each other. */
@GatehouseTest
class ParallelTransactionsIT {
    private final Instance one = TwoInstanceCluster.shared().one();
    private final Instance other = TwoInstanceCluster.shared().other();

    @Inject
    TestRealms testRealms;

    @Inject
    Database database;

    @Inject
    Transactions transactions;

    @Inject
    Administrators administrators;

    @Test
    void of_two_accounts_that_confirm_an_address_one_gets_it() {
        Realm realm = testRealms.realm();
        String email = address();
        List<String> links = Stream.of(testRealms.administrator(realm), testRealms.administrator(realm))
                .map(administrator -> link(administrator, email))
                .toList();

        List<Integer> statuses = whileTaken(
                administratorRow(realm, email),
                () -> confirm(one, realm, links.get(0)),
                () -> confirm(other, realm, links.get(1)));

        assertThat(statuses).containsExactlyInAnyOrder(200, 404);
        assertThat(database.number("select count(*) from administrator where email = '" + email + "'"))
                .isOne();
        assertNothingIsLogged(email);
    }

    @Test
    void a_link_that_two_instances_confirm_confirms_once() {
        Realm realm = testRealms.realm();
        String email = address();
        String link = link(testRealms.administrator(realm), email);

        List<Integer> statuses = whileTaken(
                administratorRow(realm, email), () -> confirm(one, realm, link), () -> confirm(other, realm, link));

        assertThat(statuses).containsExactlyInAnyOrder(200, 404);
        assertNothingIsLogged(email);
    }

    @Test
    void an_address_that_is_invited_twice_is_invited_once() {
        Realm realm = testRealms.realm();
        Administrator inviter = testRealms.administrator(realm, Role.SYSTEM_ADMINISTRATOR);
        String email = address();

        List<Integer> statuses = whileTaken(
                administratorRow(realm, email),
                () -> invite(one, realm, inviter, email),
                () -> invite(other, realm, inviter, email));

        assertThat(statuses).containsExactlyInAnyOrder(201, 409);
        assertNothingIsLogged(email);
    }

    @Test
    void a_value_that_another_transaction_has_committed_meanwhile_is_a_conflict() {
        Realm realm = testRealms.realm();
        Administrator inviter = testRealms.administrator(realm, Role.SYSTEM_ADMINISTRATOR);
        String email = address();
        CompletableFuture<Integer> status;

        try (UncommittedChange row = database.holdUncommitted(administratorRow(realm, email))) {
            status = CompletableFuture.supplyAsync(() -> invite(one, realm, inviter, email));
            row.awaitMet();
            row.commit();
        }

        assertThat(status.join()).isEqualTo(409);
        assertNothingIsLogged(email);
    }

    @Test
    void of_two_commands_that_create_a_realm_one_does() {
        String slug = "twice-" + UUID.randomUUID().toString().substring(0, 8);
        Supplier<CommandRun> create = () -> CommandRun.of("realm", "create", "--realm", slug, "--email", address());
        List<CommandRun> runs = new ArrayList<>();

        try (UncommittedChange row = database.holdUncommitted("insert into realm select gen_random_uuid(), '" + slug
                + "', false, settings, now(), 0 from realm limit 1")) {
            CompletableFuture<List<CommandRun>> both = CompletableFuture.supplyAsync(() -> Parallel.times(2, create));
            row.awaitMet(2);
            row.rollback();
            runs.addAll(both.join());
        }

        assertThat(runs).extracting(CommandRun::exitCode).containsExactlyInAnyOrder(0, 1);
        assertThat(runs)
                .filteredOn(run -> run.exitCode() == 1)
                .singleElement()
                .satisfies(run -> assertThat(run.err())
                        .contains("Nothing was changed")
                        .doesNotContain("insert into", "Exception"));
    }

    @Test
    void a_transaction_that_a_deadlock_has_ended_runs_again() {
        Realm realm = testRealms.realm();
        Administrator first = testRealms.administrator(realm);
        Administrator second = testRealms.administrator(realm);
        assertThat(runsInDeadlock(first, second, () -> {
                    administrators.lock(first.id());
                    administrators.lock(second.id());
                }))
                .isEqualTo(2);
    }

    @Test
    void a_transaction_whose_commit_a_deadlock_has_ended_runs_again() {
        Realm realm = testRealms.realm();
        List<Administrator> changed = Stream.generate(() -> testRealms.administrator(realm))
                .limit(2)
                .sorted(Comparator.comparing(administrator -> administrator.id().value()))
                .toList();

        // Hibernate writes the changes as the transaction commits.
        assertThat(runsInDeadlock(
                        changed.get(0),
                        changed.get(1),
                        () -> changed.forEach(administrator ->
                                administrators.changeLocale(realm.id(), administrator.id(), Optional.of("ja")))))
                .isEqualTo(2);

        assertThat(administrators.list(realm.id()))
                .extracting(Administrator::locale)
                .containsOnly(Optional.of("ja"));
    }

    /** Returns how often code that locks the first row, then the second one, runs if PostgreSQL ends it for a deadlock. */
    private int runsInDeadlock(Administrator first, Administrator second, Runnable code) {
        AtomicInteger runs = new AtomicInteger();

        try (UncommittedChange held = database.holdUncommitted(lock(second))) {
            CompletableFuture<Void> both = CompletableFuture.runAsync(() -> transactions.run(() -> {
                runs.incrementAndGet();
                code.run();
            }));
            held.awaitMet();
            // Waits for the transaction, which waits for this one: PostgreSQL ends the one that has waited for a
            // second.
            held.execute(lock(first));
            held.rollback();
            both.join();
        }
        return runs.get();
    }

    /** Starts both while another transaction has added the row, which it does not commit; returns their results. */
    private List<Integer> whileTaken(String row, Supplier<Integer> one, Supplier<Integer> other) {
        CompletableFuture<Integer> first;
        CompletableFuture<Integer> second;
        try (UncommittedChange held = database.holdUncommitted(row)) {
            first = CompletableFuture.supplyAsync(one);
            second = CompletableFuture.supplyAsync(other);
            held.awaitMet(2);
        }
        return List.of(first.join(), second.join());
    }

    private static String lock(Administrator administrator) {
        return "select 1 from administrator where id = '" + administrator.id() + "' for no key update";
    }

    private static String administratorRow(Realm realm, String email) {
        return "insert into administrator (id, realm_id, email, display_name, role, disabled, created_at, version) values"
                + " (gen_random_uuid(), '" + realm.id() + "', '" + email + "', '', 'OBSERVER', false, now(), 0)";
    }

    /** Returns the token of a link that confirms the address. */
    private String link(Administrator administrator, String email) {
        String token = UUID.randomUUID().toString();
        database.execute("insert into email_change values ('" + administrator.id() + "', '" + administrator.realm()
                + "', '" + Digests.sha256Base64Url(token) + "', '" + email + "', '" + administrator.credential()
                + "', now() + interval '10 years')");
        return token;
    }

    private static int confirm(Instance instance, Realm realm, String token) {
        String path = "/realms/" + realm.slug() + "/new-email";
        Response answer = given().accept("text/html")
                .redirects()
                .follow(false)
                .header("Sec-Fetch-Site", "same-origin")
                .contentType("application/x-www-form-urlencoded; charset=utf-8")
                .formParams(Map.of("token", token, "form", UUID.randomUUID().toString()))
                .post(instance.url(path));
        assertThat(answer.statusCode()).isEqualTo(303);
        return given().accept("text/html")
                .cookies(answer.cookies())
                .get(instance.url(path))
                .statusCode();
    }

    private static int invite(Instance instance, Realm realm, Administrator inviter, String email) {
        String token = instance.signIn(realm)
                .start(inviter.email().value(), TestRealms.PASSWORD)
                .jsonPath()
                .getString("tokens.accessToken");
        return given().auth()
                .oauth2(token)
                .contentType("application/json")
                .body(Map.of("email", email, "displayName", "Guest", "role", "OBSERVER"))
                .post(instance.url("/api/v1/realms/" + realm.slug() + "/administrators"))
                .statusCode();
    }

    private static String address() {
        return UUID.randomUUID() + "@example.com";
    }

    private void assertNothingIsLogged(String value) {
        assertThat(List.of(one, other))
                .allSatisfy(instance -> assertThat(instance.hasLogged(value)).isFalse());
    }
}
