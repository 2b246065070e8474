package io.gatehouse.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.administration.accounts.Accounts;
import io.gatehouse.administrator.AccountState;
import io.gatehouse.administrator.Administrator;
import io.gatehouse.administrator.AdministratorQuery;
import io.gatehouse.administrator.AdministratorQuery.Order;
import io.gatehouse.administrator.AdministratorQuery.Position;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.Role;
import io.gatehouse.testing.Database;
import io.gatehouse.testing.GatehouseTest;
import io.gatehouse.testing.TestRealms;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManagerFactory;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.hibernate.SessionFactory;
import org.hibernate.stat.Statistics;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The lists of the console on a real database: their order, their filters, and the number of their statements. */
@GatehouseTest
class ConsoleListsIT {
    private static final int PEOPLE = 23;

    @Inject
    TestRealms testRealms;

    @Inject
    Database database;

    @Inject
    Clock clock;

    @Inject
    Accounts accounts;

    @Inject
    EntityManagerFactory entities;

    private Realm realm;

    @BeforeEach
    void a_realm_with_many_administrators() {
        realm = testRealms.realm();
        people(realm, PEOPLE);
    }

    /** Adds accounts, of which every third has never signed in, every fifth is invited and every seventh disabled. */
    private void people(Realm in, int count) {
        database.execute("""
                insert into administrator (id, realm_id, email, display_name, role, disabled, password_hash, created_at, version,
                    last_signed_in_at)
                select gen_random_uuid(), '%s', 'p' || n || '@example.com', 'Person ' || md5(n::text),
                    (array['OPERATOR', 'OBSERVER'])[1 + n %% 2], n %% 7 = 0, case when n %% 5 > 0 then 'none' end, now(), 0,
                    case when n %% 3 > 0 then now() - n * n * interval '1 hour' end
                from generate_series(1, %d) n""".formatted(in.id(), count));
    }

    @ParameterizedTest
    @EnumSource(Order.class)
    void administrators_are_paged_in_both_directions_of_every_order(Order order) {
        List<String> all = forwards(query(order, false));
        assertThat(all).hasSize(PEOPLE).doesNotHaveDuplicates();
        assertThat(backwards(query(order, false))).isEqualTo(all);
        List<String> descending = forwards(query(order, true));
        assertThat(backwards(query(order, true))).isEqualTo(descending);
        Collections.reverse(descending);
        assertThat(descending).isEqualTo(all);
    }

    @Test
    void administrators_who_never_signed_in_come_before_those_who_did_long_ago() {
        assertThat(forwards(query(Order.LAST_SIGN_IN, false)).subList(0, PEOPLE / 3))
                .allSatisfy(email -> assertThat(Integer.parseInt(email.replaceAll("\\D", "")) % 3)
                        .isZero());
        assertThat(forwards(query(Order.LAST_SIGN_IN, true)))
                .startsWith("p1@example.com", "p2@example.com", "p4@example.com");
    }

    @Test
    void administrators_are_counted_and_listed_by_state_and_role() {
        Administrator locked = testRealms.administrator(realm);
        database.execute("""
                insert into code_lockout (administrator_id, purpose, entry_locked_until)
                values ('%s', 'SIGN_IN', timestamptz '%s' + interval '1 day')""".formatted(locked.id(), clock.instant()));
        Map<AccountState, Long> counts = accounts.count(realm.id(), AdministratorQuery.of(""));
        assertThat(counts)
                .containsOnly(
                        Map.entry(AccountState.LOCKED, 1L),
                        Map.entry(AccountState.DISABLED, 3L),
                        Map.entry(AccountState.PENDING, 4L),
                        Map.entry(AccountState.ACTIVE, 16L));
        counts.forEach((state, count) -> assertThat(
                        forwards(new AdministratorQuery("", Optional.empty(), Optional.of(state), Order.EMAIL, false)))
                .hasSize(count.intValue()));
        assertThat(forwards(
                        new AdministratorQuery("P1", Optional.of(Role.OBSERVER), Optional.empty(), Order.EMAIL, false)))
                .containsExactlyInAnyOrder(
                        "p1@example.com",
                        "p11@example.com",
                        "p13@example.com",
                        "p15@example.com",
                        "p17@example.com",
                        "p19@example.com");
    }

    @Test
    void no_page_reads_a_row_by_a_statement_of_its_own() {
        Realm small = testRealms.realm();
        people(small, 2);
        Visitor few = visitor(small);
        Visitor many = visitor(realm);
        for (Realm one : List.of(small, realm)) {
            // Each event is about another account; those of the latest two are deleted.
            database.execute("""
                    insert into audit_event select nextval('audit_event_seq'), now() - n * interval '1 minute', 'SIGNED_IN', '%1$s',
                        people.id, people.id, '192.0.2.1', 'curl/8.5.0', 'one', '{"factor": "NONE"}'
                    from (select row_number() over () n, id from administrator where realm_id = '%1$s'
                        union all select 0, gen_random_uuid() union all select 0, gen_random_uuid()) people""".formatted(one.id()));
        }
        for (String page : List.of(
                "/console", "/console/administrators", "/console/administrators?state=PENDING", "/console/audit")) {
            // The small realm lacks a kind of account that one statement more is for.
            assertThat(statements(many, page)).as(page).isLessThanOrEqualTo(statements(few, page) + 1);
        }
    }

    @Test
    void the_audit_log_is_searched_by_person_address_and_request() {
        Visitor visitor = visitor(realm);
        database.execute("""
                insert into audit_event select nextval('audit_event_seq'), now(), 'SETTINGS_CHANGED', realm_id, id, null,
                    '2001:db8:0:0:0:0:0:7', 'curl/8.5.0', 'request-of-' || email, '{"by": "p17"}'
                from administrator where realm_id = '%s' and email in ('p17@example.com', 'p8@example.com')""".formatted(realm.id()));
        assertThat(rows(visitor, "person=p17@")).containsExactly("Settings changed");
        assertThat(rows(visitor, "address=2001:db8::7")).containsExactly("Settings changed", "Settings changed");
        assertThat(rows(visitor, "request=request-of-p8@example.com")).containsExactly("Settings changed");
        assertThat(rows(visitor, "request=request-of-p8@example.com&person=p17@"))
                .isEmpty();
        assertThat(rows(visitor, "person=nobody+of+that+name")).isEmpty();
        assertThat(visitor.download("/console/audit/file?person=p17@").asString())
                .contains("request-of-p17@example.com")
                .doesNotContain("request-of-p8@example.com", "SIGNED_IN");
        assertThat(visitor.get("/console/audit?person=example.com").statusCode())
                .isEqualTo(400);
        assertThat(visitor.get("/console/audit?address=somewhere").statusCode()).isEqualTo(400);
        assertThat(visitor.get("/console/audit?administrator=" + realm.id()).asString())
                .contains("Only events by or about Unknown account.");
    }

    private Visitor visitor(Realm in) {
        Visitor visitor = Visitor.of(in);
        visitor.signIn(testRealms.administrator(in, Role.SYSTEM_ADMINISTRATOR));
        return visitor;
    }

    private static List<String> rows(Visitor visitor, String filter) {
        return visitor.get("/console/audit?" + filter)
                .htmlPath()
                .getList("**.findAll { it.@class == 'rows__what' }", String.class);
    }

    /** Returns the number of statements of a page, the lowest of some, which is that without work in the background. */
    private long statements(Visitor visitor, String page) {
        Statistics statistics = entities.unwrap(SessionFactory.class).getStatistics();
        statistics.setStatisticsEnabled(true);
        return IntStream.range(0, 5)
                .mapToLong(sample -> {
                    long before = statistics.getPrepareStatementCount();
                    assertThat(visitor.get(page).statusCode()).isEqualTo(200);
                    return statistics.getPrepareStatementCount() - before;
                })
                .min()
                .orElseThrow();
    }

    private static AdministratorQuery query(Order order, boolean descending) {
        return new AdministratorQuery("", Optional.empty(), Optional.empty(), order, descending);
    }

    private List<String> forwards(AdministratorQuery query) {
        List<String> emails = new ArrayList<>();
        Accounts.Page page = accounts.search(realm.id(), query, Optional.empty(), 5);
        assertThat(page.previous()).isEmpty();
        emails.addAll(emails(page));
        while (page.next().isPresent()) {
            page = accounts.search(realm.id(), query, page.next().map(id -> new Position(id, false)), 5);
            emails.addAll(emails(page));
        }
        return emails;
    }

    private List<String> backwards(AdministratorQuery query) {
        Accounts.Page page = accounts.search(realm.id(), query, Optional.empty(), 5);
        while (page.next().isPresent()) {
            page = accounts.search(realm.id(), query, page.next().map(id -> new Position(id, false)), 5);
        }
        List<String> emails = new ArrayList<>(emails(page));
        while (page.previous().isPresent()) {
            page = accounts.search(realm.id(), query, page.previous().map(id -> new Position(id, true)), 5);
            emails.addAll(0, emails(page));
        }
        return emails;
    }

    private static List<String> emails(Accounts.Page page) {
        return page.accounts().stream()
                .map(account -> account.administrator().email().value())
                .toList();
    }
}
