package io.gatehouse.web.console;

import static io.gatehouse.testing.SessionClient.as;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.RealmSettings;
import io.gatehouse.realm.RealmSettings.MfaMethod;
import io.gatehouse.realm.Role;
import io.gatehouse.testing.GatehouseTest;
import io.gatehouse.testing.TestRealms;
import io.gatehouse.web.Visitor;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The settings pages over HTTP. */
@GatehouseTest
class SettingsPagesIT {
    private static final Pattern VALUE = Pattern.compile("<input[^>]* name=\"([^\"]+)\"[^>]* value=\"([^\"]*)\"");
    private static final Pattern CHOSEN = Pattern.compile(
            "<select name=\"([^\"]+)\"(?:(?!</select>).)*<option value=\"([^\"]+)\" selected", Pattern.DOTALL);

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
    void a_duration_keeps_its_seconds_and_has_a_unit() {
        Realm realm = testRealms.realm(settings -> settings.with(
                settings.password(),
                new RealmSettings.Session(
                        Duration.ofSeconds(930),
                        Duration.ofHours(8),
                        settings.session().accessToken())));
        Administrator systemAdministrator = testRealms.administrator(realm, Role.SYSTEM_ADMINISTRATOR);
        Visitor visitor = Visitor.of(realm);
        visitor.signIn(systemAdministrator);
        String page = visitor.get("/console/settings/sessions").asString();
        Map<String, String> form = form(page);
        assertThat(form)
                .containsEntry("idle", "930")
                .containsEntry("idleUnit", "SECONDS")
                .containsEntry("absolute", "8")
                .containsEntry("absoluteUnit", "HOURS");

        form.put("absoluteUnit", "DAYS");
        visitor.post("/console/settings/sessions", form).then().statusCode(400);
        form.put("absolute", "90");
        form.put("absoluteUnit", "MINUTES");
        visitor.post("/console/settings/sessions", form).then().statusCode(303);

        given().spec(as(realm, systemAdministrator))
                .get("/settings")
                .then()
                .body("session.idle", equalTo("PT15M30S"))
                .body("session.absolute", equalTo("PT1H30M"));
    }

    /** Returns the values of the page's text fields and units. */
    private static Map<String, String> form(String page) {
        Map<String, String> form = new HashMap<>();
        for (Pattern pattern : List.of(VALUE, CHOSEN)) {
            for (Matcher field = pattern.matcher(page); field.find(); ) {
                form.put(field.group(1), field.group(2));
            }
        }
        return form;
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
