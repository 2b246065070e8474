package io.gatehouse.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.Role;
import io.gatehouse.testing.Database;
import io.gatehouse.testing.GatehouseTest;
import io.gatehouse.testing.TestClock;
import io.gatehouse.testing.TestRealms;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the console's forms do, as a browser without scripts sends them. */
@GatehouseTest
class ConsoleActionsIT {
    @Inject
    TestRealms testRealms;

    @Inject
    Database database;

    @Inject
    TestClock clock;

    private Realm realm;
    private String base;

    @BeforeEach
    void a_realm() {
        realm = testRealms.realm();
        base = "/realms/" + realm.slug();
    }

    @Test
    void an_operator_unlocks_an_account_from_the_overview() {
        Administrator locked = testRealms.administrator(realm);
        database.execute("""
                insert into code_lockout (administrator_id, purpose, entry_locked_until)
                values ('%s', 'SIGN_IN', timestamptz '%s' + interval '1 hour')""".formatted(locked.id(), clock.instant()));
        String unlock = base + "/console/administrators/" + locked.id() + "/unlock";
        assertThat(visitor(Role.OBSERVER).get("/console").asString())
                .contains("Some Person is locked out.")
                .doesNotContain(unlock);
        Visitor operator = visitor(Role.OPERATOR);
        assertThat(operator.get("/console").asString()).contains(unlock);
        leadsTo(
                "/console?done=unlocked",
                operator.post("/console/administrators/" + locked.id() + "/unlock", Map.of("from", "overview")));
        assertThat(operator.get("/console?done=unlocked").asString())
                .contains("Unlocked.")
                .doesNotContain("is locked out.");
    }

    @Test
    void a_system_administrator_ends_the_lock_after_many_wrong_codes_by_stepping_up() {
        Administrator locked = testRealms.administrator(realm);
        database.execute("""
                insert into code_lockout (administrator_id, purpose, wrong_codes, entry_locked_until)
                values ('%s', 'SIGN_IN', 50, timestamptz '%s' + interval '1 day')""".formatted(locked.id(), clock.instant()));
        String page = "/console/administrators/" + locked.id();
        String unlock = page + "/unlock";
        leadsTo(page + "?done=still-locked", visitor(Role.OPERATOR).post(unlock, Map.of()));
        Visitor systemAdministrator = visitor(Role.SYSTEM_ADMINISTRATOR);
        clock.advance(Duration.ofMinutes(6));

        Response asked = systemAdministrator.post(unlock, Map.of());
        assertThat(asked.header("Location"))
                .startsWith(base + "/step-up?return_to=")
                .endsWith("unlock");
        leadsTo(
                unlock,
                systemAdministrator.post(
                        "/step-up", Map.of("password", TestRealms.PASSWORD, "return_to", base + unlock)));
        assertThat(systemAdministrator.get(unlock).asString())
                .contains("Not saved yet.", "action=\"" + base + unlock + "\"");
        leadsTo(page + "?done=unlocked", systemAdministrator.post(unlock, Map.of()));
    }

    @Test
    void invitations_are_sent_again_to_those_chosen_or_to_all_shown() {
        Administrator invited = testRealms.guest(realm);
        Visitor operator = visitor(Role.OPERATOR);
        assertThat(operator.get("/console/administrators?state=PENDING").asString())
                .contains("value=\"" + invited.id() + "\"")
                .contains("Link expired");
        String list = "/console/administrators?state=PENDING&done=";
        String path = "/console/administrators/resend-invitations";
        leadsTo(
                list + "none-chosen",
                operator.post(path, Map.of("shown", invited.id().toString())));
        assertThat(database.linksOf(invited)).isZero();
        leadsTo(
                list + "all-resent",
                operator.post(path, Map.of("administrator", invited.id().toString())));
        leadsTo(
                list + "all-resent",
                operator.post(path, Map.of("shown", invited.id().toString(), "all", "yes")));
        assertThat(operator.get(list + "all-resent").asString())
                .contains("New invitations are on their way.", "Link works until");
        for (int more = 0; more < 3; more++) {
            leadsTo(
                    list + "all-resent",
                    operator.post(path, Map.of("administrator", invited.id().toString())));
        }
        leadsTo(
                list + "some-resent",
                operator.post(path, Map.of("administrator", invited.id().toString())));
    }

    @Test
    void a_color_scheme_is_kept_in_the_browser_until_the_system_s_is_chosen() {
        Visitor reader = visitor(Role.OBSERVER);
        leadsTo(
                "/console/audit?type=SIGNED_IN",
                reader.post(
                        "/color-scheme",
                        Map.of("scheme", "dark", "return_to", base + "/console/audit?type=SIGNED_IN")));
        assertThat(reader.get("/console").asString()).contains("data-scheme=\"dark\"");
        assertThat(reader.get("/password-reset").asString()).contains("data-scheme=\"dark\"");
        leadsTo(
                "/console",
                reader.post("/color-scheme", Map.of("scheme", "system", "return_to", "https://example.org/")));
        assertThat(reader.get("/console").asString()).doesNotContain("data-scheme");
    }

    private Visitor visitor(Role role) {
        Visitor visitor = Visitor.of(realm);
        visitor.signIn(testRealms.administrator(realm, role));
        return visitor;
    }

    private void leadsTo(String path, Response answer) {
        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(answer.header("Location")).isEqualTo(base + path);
    }
}
