package io.gatehouse.kernel.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.realm.Realm;
import io.gatehouse.testing.Database;
import io.gatehouse.testing.GatehouseTest;
import io.gatehouse.testing.TestClock;
import io.gatehouse.testing.TestRealms;
import jakarta.inject.Inject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@GatehouseTest
class RetentionIT {
    @Inject
    TestRealms realms;

    @Inject
    Database database;

    @Inject
    Retention retention;

    @Inject
    TestClock clock;

    private Realm realm;
    private Administrator owner;

    @BeforeEach
    void setUp() {
        realm = realms.realm();
        owner = realms.administrator(realm);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "session|2 days|12 hours",
                "link|2 days|12 hours",
                "report_link|1 minute|-1 hour",
                "email_change|1 minute|-1 hour",
                "trusted_browser|33 days|31 days",
                "influence|31 days|29 days",
                "delivery|91 days|89 days",
                "mail_outbox|91 days|89 days",
                "factor_reset|91 days|89 days",
                "password_failure|91 days|89 days",
                "alarm|2 days|12 hours",
                "send_pause|2 days|12 hours",
            })
    void deletes_what_is_older_and_keeps_what_is_not(String table, String old, String recent) {
        insert(table, old);
        retention.deleteExpired();
        assertThat(count(table)).isZero();

        insert(table, recent);
        retention.deleteExpired();
        assertThat(count(table)).isEqualTo(1);
    }

    @Test
    void deletes_the_refresh_tokens_of_a_session_with_it() {
        insert("session", "2 days");
        database.execute("insert into refresh_token (token_hash, session_id, issued_at)"
                + " select 'token-' || id, id, now() from session where realm_id = '" + realm.id() + "'");

        retention.deleteExpired();

        assertThat(count("session")).isZero();
    }

    @Test
    void keeps_mails_that_wait_however_old() {
        insert("mail_outbox", "91 days");
        database.execute("update mail_outbox set state = 'WAITING', sealed = ''::bytea, next_attempt_at = 'infinity'"
                + " where realm_id = '" + realm.id() + "'");

        retention.deleteExpired();

        assertThat(count("mail_outbox")).isEqualTo(1);
        database.execute("delete from mail_outbox where realm_id = '" + realm.id() + "'");
    }

    @Test
    void keeps_the_last_browser_of_an_account_however_old() {
        for (String age : new String[] {"500 days", "400 days", "370 days"}) {
            database.execute("insert into seen_browser (administrator_id, mac, seen_at) values ('" + owner.id() + "', '"
                    + age + "', " + before(age) + ")");
        }

        retention.deleteExpired();

        assertThat(database.number("select count(*) from seen_browser where administrator_id = '" + owner.id() + "'"))
                .isOne();
    }

    @Test
    void deletes_more_than_one_batch() {
        database.execute("insert into influence (id, realm_id, administrator_id, subject_id, recorded_at)"
                + " select gen_random_uuid(), '" + realm.id() + "', gen_random_uuid(), gen_random_uuid(), "
                + before("31 days") + " from generate_series(1, 1500)");

        retention.deleteExpired();

        assertThat(count("influence")).isZero();
    }

    private void insert(String table, String age) {
        String ids = "gen_random_uuid(), '" + realm.id() + "', '" + owner.id() + "'";
        String statement = switch (table) {
            case "session" -> """
                            insert into session (id, realm_id, administrator_id, expires_at, role, kind, authenticated_at,
                                client_address, user_agent, created_at, last_used_at, idle_seconds)
                            values (%s, %s, 'OBSERVER', 'API', now(), '', '', now(), now(), 1)""";
            case "link" -> """
                            insert into link (token_hash, realm_id, administrator_id, expires_at, kind, issued_at)
                            values (%s, %s, 'INVITATION', now())""";
            case "report_link" -> """
                            insert into report_link (token_hash, realm_id, administrator_id, expires_at, occasion,
                                client_address, user_agent, request_id, occurred_at)
                            values (%s, %s, 'CODE', '', '', '', now())""";
            case "email_change" -> """
                            insert into email_change (token_hash, realm_id, administrator_id, expires_at, email, credential)
                            values (%s, %s, 'a@example.com', '')""";
            case "trusted_browser" -> """
                            insert into trusted_browser (id, realm_id, administrator_id, second_factor_at, secret_hash,
                                foundation, client_address, user_agent, created_at, last_used_at)
                            values (%s, %s, '', '', '', '', now(), now())""";
            case "influence" -> """
                            insert into influence (id, realm_id, administrator_id, recorded_at, subject_id)
                            values (%s, %s, gen_random_uuid())""";
            case "delivery" -> """
                            insert into delivery (id, realm_id, administrator_id, created_at, purpose, channel,
                                destination_hint, destination_mac, tag, state, changed_at)
                            values (%s, %s, 'SIGN_IN', 'EMAIL', '', ''::bytea, 'AAA', 'SENT', now())""";
            case "mail_outbox" -> """
                            insert into mail_outbox (id, realm_id, administrator_id, changed_at, kind, cause, state,
                                attempts, next_attempt_at, give_up_at, created_at)
                            values (%s, %s, 'INVITATION', '', 'SENT', 1, now(), now(), now())""";
            case "factor_reset" -> """
                            insert into factor_reset (id, realm_id, administrator_id, decided_at, requested_by, requested_at,
                                needs_approval, due_at, factor)
                            values (%s, %s, gen_random_uuid(), now(), false, now(), 'PHONE')""";
            case "alarm" -> """
                            insert into alarm (occasion, realm_id, cause, raised_at)
                            select id::text, realm::uuid, 'NOT_ME', moment from (values (%s, %s)) row (id, realm, account, moment)""";
            case "send_pause" -> """
                            insert into send_pause (what, realm_id, ends_at)
                            select id::text, realm::uuid, moment from (values (%s, %s)) row (id, realm, account, moment)""";
            default -> """
                            insert into password_failure (mac, failed_at, failures)
                            select mac, failed_at, 1 from (values (%s, %s)) row (id, realm, mac, failed_at)""";
        };
        database.execute(statement.formatted(ids, before(age)));
    }

    private String before(String age) {
        return "timestamptz '" + clock.instant() + "' - interval '" + age + "'";
    }

    private long count(String table) {
        String condition = table.equals("password_failure") ? "mac = '" + owner.id() : "realm_id = '" + realm.id();
        return database.number("select count(*) from " + table + " where " + condition + "'");
    }
}
