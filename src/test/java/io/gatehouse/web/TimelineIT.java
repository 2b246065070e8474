package io.gatehouse.web;

import static io.gatehouse.testing.SignInClient.codeIn;
import static io.gatehouse.testing.SignInClient.otherThan;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.audit.AuditEventType;
import io.gatehouse.audit.AuditLog;
import io.gatehouse.otp.FlowContext;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.RealmSettings.MfaMethod;
import io.gatehouse.realm.Role;
import io.gatehouse.testing.AuditProbe;
import io.gatehouse.testing.Database;
import io.gatehouse.testing.Fakes;
import io.gatehouse.testing.GatehouseTest;
import io.gatehouse.testing.SignInClient;
import io.gatehouse.testing.TestClock;
import io.gatehouse.testing.TestRealms;
import io.gatehouse.testing.TestSms;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The timeline on an administrator's page, as support reads it. */
@GatehouseTest
class TimelineIT {
    @Inject
    TestRealms testRealms;

    @Inject
    TestClock clock;

    @Inject
    Database database;

    @Inject
    AuditProbe auditProbe;

    @Inject
    AuditLog auditLog;

    @Test
    void a_lock_is_shown_with_its_cause_and_its_end() {
        Realm realm = testRealms.realm(MfaMethod.SMS);
        Administrator administrator = testRealms.enrolled(realm);
        SignInClient client = SignInClient.of(realm);
        for (int wrong = 0; wrong < 5; wrong++) {
            client.start(administrator.email().value(), "wrong");
        }
        clock.advance(Duration.ofMinutes(1));
        for (int flow = 1; flow <= 2; flow++) {
            String id = client.begin(administrator);
            String code = otherThan(code(administrator, flow));
            for (int tries = 0; tries < 5; tries++) {
                client.verify(id, code);
            }
        }
        assertThat(timeline(realm, administrator))
                .containsSubsequence(
                        "Locked",
                        "Codes are locked for this account. Unlock it, or wait until the lock ends.",
                        "Codes locked",
                        "After too many wrong codes: codes can’t be entered or sent",
                        "Until <time",
                        "Wrong code entered",
                        "Code requested",
                        "By text message to "
                                + administrator.phone().orElseThrow().hint(),
                        "Correct password entered, code required",
                        "Wrong password entered",
                        "Too many attempts from there: the next one must wait",
                        "Until <time",
                        "Wrong password entered")
                .contains("The code was sent, its arrival is not confirmed yet", "tag ")
                .doesNotContain(administrator.phone().orElseThrow().value(), "channel:", "WRONG_CODES");
    }

    @Test
    void a_code_is_shown_from_request_to_use() {
        Realm realm = testRealms.realm(MfaMethod.SMS);
        Administrator administrator = testRealms.enrolled(realm);
        SignInClient client = SignInClient.of(realm);
        String id = client.begin(administrator);
        String code = code(administrator, 1);
        clock.advance(Duration.ofSeconds(5));
        come(administrator, "DELIVERED", null);
        clock.advance(Duration.ofSeconds(5));
        client.verify(id, code).then().statusCode(200);
        assertThat(timeline(realm, administrator))
                .containsSubsequence(
                        "This account can sign in with the password and a code by text message to",
                        "Signed in",
                        "With a code by text message",
                        "Correct code entered",
                        "The code was delivered",
                        "By text message to",
                        "Code requested");
        come(administrator, "FAILED", "UNREACHABLE");
        assertThat(timeline(realm, administrator)).contains("Not delivered. The phone can’t be reached.");
    }

    @Test
    void a_refused_passkey_is_shown_with_the_reason_in_words() {
        Realm realm = testRealms.realm(MfaMethod.SMS);
        Administrator administrator = testRealms.administrator(realm);
        var context = new FlowContext(realm, administrator, Fakes.REQUESTER);
        Map<String, String> details = Map.of("authenticator", "PASSKEY", "reason", "USER_NOT_VERIFIED");
        QuarkusTransaction.requiringNew()
                .run(() -> auditLog.record(context.event(AuditEventType.AUTHENTICATOR_REFUSED, details)));
        assertThat(timeline(realm, administrator))
                .contains("Passkey · The device didn’t check who uses it (PIN, fingerprint or face)")
                .doesNotContain("USER_NOT_VERIFIED");
    }

    @Test
    void codes_over_a_limit_are_logged_once_a_minute() {
        Realm realm = testRealms.realm(settings -> TestRealms.smsADay(settings, 1));
        Administrator administrator = testRealms.enrolled(realm);
        SignInClient client = SignInClient.of(realm);
        client.begin(testRealms.enrolled(realm));
        for (int tries = 0; tries < 3; tries++) {
            client.start(administrator.email().value(), TestRealms.PASSWORD)
                    .then()
                    .statusCode(429);
        }
        assertThat(auditProbe.of(administrator)).containsOnlyOnce("CODE_THROTTLED");
    }

    private String timeline(Realm realm, Administrator administrator) {
        Visitor observer = Visitor.of(realm);
        Administrator reader = testRealms.enrolled(realm, Role.OBSERVER);
        observer.signInByCode(reader, Map.of());
        return observer.get("/console/administrators/" + administrator.id()).asString();
    }

    private static String code(Administrator administrator, int messages) {
        return codeIn(TestSms.latestTo(administrator.phone().orElseThrow().value(), messages));
    }

    private void come(Administrator administrator, String state, String failure) {
        database.execute("update delivery set state = '" + state + "', changed_at = timestamptz '" + clock.instant()
                + "', failure = " + (failure == null ? "null" : "'" + failure + "'") + " where administrator_id = '"
                + administrator.id() + "'");
    }
}
