package io.gatehouse.web.console;

import static io.gatehouse.testing.SessionClient.as;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.administrator.Role;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.RealmSettings;
import io.gatehouse.realm.RealmSettings.MfaMethod;
import io.gatehouse.testing.GatehouseTest;
import io.gatehouse.testing.TestRealms;
import io.gatehouse.web.Visitor;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The settings pages over HTTP. */
@GatehouseTest
class SettingsPagesIT {
    private static final Pattern VALUE =
            Pattern.compile("<input id=\"[^\"]*\" name=\"([^\"]+)\" type=\"text\".*? value=\"([^\"]*)\"");

    @Inject
    TestRealms testRealms;

    @Test
    void password_only_programs_are_listed_until_mfa_is_enabled() {
        Realm realm = testRealms.realm();
        Administrator robot = testRealms.administrator(realm);
        Administrator administrator = testRealms.administrator(realm, Role.OBSERVER);
        Visitor reader = Visitor.of(realm);
        reader.signIn(administrator);
        signIn(realm, administrator, "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0");
        signIn(realm, robot, "Deploy/1.2 <b>");
        signIn(realm, robot, "Mozilla/5.0 (Windows NT 10.0; en-US) WindowsPowerShell/5.1.26100");
        assertThat(reader.get("/console/settings").asString())
                .containsSubsequence(
                        "WindowsPowerShell/5.1.26100", robot.email().value(), "Deploy/1.2 &lt;b&gt;")
                .doesNotContain("Firefox/140.0");

        Realm safe = testRealms.realm(MfaMethod.SMS);
        Visitor other = Visitor.of(safe);
        other.signInByCode(testRealms.enrolled(safe, Role.OBSERVER), Map.of());
        other.get("/console/settings").then().statusCode(200).body(not(containsString("Programs that sign in")));
    }

    @Test
    void durations_in_seconds_survive_the_form() {
        Realm realm = testRealms.realm(settings -> new RealmSettings(
                settings.displayName(),
                settings.locale(),
                settings.accentColor(),
                settings.mfa(),
                settings.password(),
                new RealmSettings.Session(
                        Duration.ofSeconds(930),
                        Duration.ofHours(8),
                        settings.session().accessToken()),
                settings.sms(),
                settings.audience(),
                settings.allowedOrigins()));
        Administrator systemAdministrator = testRealms.administrator(realm, Role.SYSTEM_ADMINISTRATOR);
        Visitor visitor = Visitor.of(realm);
        visitor.signIn(systemAdministrator);
        String page = visitor.get("/console/settings/edit").asString();
        Map<String, String> form = new HashMap<>(Map.of(
                "version",
                String.valueOf(realm.version()),
                "method",
                "SMS_OR_EMAIL",
                "interval",
                "ALWAYS",
                "locale",
                "en"));
        for (Matcher field = VALUE.matcher(page); field.find(); ) {
            form.put(field.group(1), field.group(2));
        }
        assertThat(form).containsEntry("idle", "15:30").containsEntry("absolute", "480");

        form.put("idle", "15:60");
        visitor.post("/console/settings/edit", form).then().statusCode(400);
        form.put("idle", "15:30");
        form.put("displayName", "Acme anew");
        visitor.post("/console/settings/edit", form).then().statusCode(303);

        given().spec(as(realm, systemAdministrator))
                .get("/settings")
                .then()
                .body("displayName", equalTo("Acme anew"))
                .body("session.idle", equalTo("PT15M30S"));
    }

    private static void signIn(Realm realm, Administrator administrator, String program) {
        given().header("User-Agent", program)
                .contentType("application/json")
                .body(Map.of("email", administrator.email().value(), "password", TestRealms.PASSWORD))
                .post("/api/v1/realms/" + realm.slug() + "/sign-in")
                .then()
                .statusCode(200);
    }
}
