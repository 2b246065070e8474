package io.gatehouse.web;

import static io.gatehouse.testing.SignInClient.codeIn;
import static io.gatehouse.testing.SignInClient.otherThan;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.administrator.Role;
import io.gatehouse.realm.MfaMethod;
import io.gatehouse.realm.Realm;
import io.gatehouse.testing.AuditProbe;
import io.gatehouse.testing.Database;
import io.gatehouse.testing.GatehouseTest;
import io.gatehouse.testing.SignInClient;
import io.gatehouse.testing.TestClock;
import io.gatehouse.testing.TestRealms;
import io.gatehouse.testing.TestSms;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** "Why can't they sign in?", as a colleague reads it on the telephone. */
@GatehouseTest
class TimelineIT {
    @Inject
    TestRealms town;

    @Inject
    TestClock clock;

    @Inject
    Database database;

    @Inject
    AuditProbe trail;

    @Test
    void a_lock_is_told_with_what_led_to_it_and_when_it_ends() {
        Realm realm = town.realm(MfaMethod.SMS);
        Administrator person = town.enrolled(realm);
        SignInClient client = SignInClient.of(realm);
        for (int wrong = 0; wrong < 5; wrong++) {
            client.start(person.email().value(), "wrong");
        }
        clock.advance(Duration.ofMinutes(1));
        for (int flow = 1; flow <= 2; flow++) {
            String id = client.begin(person);
            String code = otherThan(code(person, flow));
            for (int tries = 0; tries < 5; tries++) {
                client.verify(id, code);
            }
        }
        assertThat(timeline(realm, person))
                .containsSubsequence(
                        "Locked",
                        "Codes are locked for this account. Unlock it, or wait until the lock ends.",
                        "Codes locked",
                        "After too many wrong codes: codes can’t be entered or sent",
                        "Until <time",
                        "Wrong code entered",
                        "Code requested",
                        "By text message to " + person.phone().orElseThrow().hint(),
                        "Correct password entered, code required",
                        "Wrong password entered",
                        "Too many attempts from there: the next one must wait",
                        "Until <time",
                        "Wrong password entered")
                .contains("The code was sent, its arrival is not confirmed yet", "tag ")
                .doesNotContain(person.phone().orElseThrow().value(), "channel:", "WRONG_CODES");
    }

    @Test
    void a_code_is_told_from_its_request_to_its_use() {
        Realm realm = town.realm(MfaMethod.SMS);
        Administrator person = town.enrolled(realm);
        SignInClient client = SignInClient.of(realm);
        String id = client.begin(person);
        String code = code(person, 1);
        clock.advance(Duration.ofSeconds(5));
        come(person, "DELIVERED", null);
        clock.advance(Duration.ofSeconds(5));
        client.verify(id, code).then().statusCode(200);
        assertThat(timeline(realm, person))
                .containsSubsequence(
                        "This account can sign in.",
                        "Signed in",
                        "With a code by text message",
                        "Correct code entered",
                        "The code was delivered",
                        "By text message to",
                        "Code requested");
        come(person, "FAILED", "UNREACHABLE");
        assertThat(timeline(realm, person)).contains("Not delivered. The phone can’t be reached.");
    }

    @Test
    void codes_beyond_a_limit_are_told_once_a_minute() {
        Realm realm = town.realm(settings -> TestRealms.smsADay(settings, 1));
        Administrator person = town.enrolled(realm);
        SignInClient client = SignInClient.of(realm);
        client.begin(town.enrolled(realm));
        for (int tries = 0; tries < 3; tries++) {
            client.start(person.email().value(), TestRealms.PASSWORD).then().statusCode(429);
        }
        assertThat(trail.of(person)).containsOnlyOnce("CODE_THROTTLED");
    }

    private String timeline(Realm realm, Administrator person) {
        Visitor observer = Visitor.of(realm);
        Administrator reader = town.enrolled(realm, Role.OBSERVER);
        observer.signInByCode(reader, Map.of());
        return observer.get("/console/administrators/" + person.id()).asString();
    }

    private static String code(Administrator person, int messages) {
        return codeIn(TestSms.latestTo(person.phone().orElseThrow().value(), messages));
    }

    private void come(Administrator person, String state, String failure) {
        database.execute("update delivery set state = '" + state + "', changed_at = timestamptz '" + clock.instant()
                + "', failure = " + (failure == null ? "null" : "'" + failure + "'") + " where administrator_id = '"
                + person.id() + "'");
    }
}
