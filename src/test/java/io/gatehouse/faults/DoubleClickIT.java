package io.gatehouse.faults;

import static io.gatehouse.testing.SignInClient.codeIn;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.administrator.Administrator;
import io.gatehouse.realm.Realm;
import io.gatehouse.realm.RealmSettings.MfaMethod;
import io.gatehouse.testing.Database;
import io.gatehouse.testing.GatehouseTest;
import io.gatehouse.testing.Instance;
import io.gatehouse.testing.MailedLink;
import io.gatehouse.testing.Parallel;
import io.gatehouse.testing.TestMail;
import io.gatehouse.testing.TestRealms;
import io.gatehouse.testing.TwoInstanceCluster;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A double click without scripts, of which each instance gets one post at the same time. */
@GatehouseTest
class DoubleClickIT {
    private static final String NEW_PASSWORD = "violet harbour ladder quartz";

    private final Instance one = TwoInstanceCluster.shared().one();
    private final Instance other = TwoInstanceCluster.shared().other();

    @Inject
    TestRealms testRealms;

    @Inject
    Database database;

    @Test
    void of_password_and_code_sends_one_code_and_opens_one_session() {
        Realm realm = testRealms.realm(MfaMethod.EMAIL);
        Administrator administrator = testRealms.administrator(realm);
        String email = administrator.email().value();

        Response flow = doubleClick(
                path(realm, "/sign-in"),
                Map.of(),
                Map.of("email", email, "password", TestRealms.PASSWORD, "form", "rendered-once"));
        assertThat(flow.header("Location")).startsWith(path(realm, "/sign-in/code?flow="));
        String code = codeIn(TestMail.latestTo(email).text());
        Response session = doubleClick(flow.header("Location"), flow.cookies(), Map.of("code", code));

        assertThat(session.header("Location")).isEqualTo(path(realm, "/console"));
        assertThat(TestMail.allTo(email)).hasSize(1);
        assertThat(database.sessionsOf(administrator)).isEqualTo(1);
        given().accept("text/html")
                .redirects()
                .follow(false)
                .cookies(session.cookies())
                .get(one.url(path(realm, "/console")))
                .then()
                .statusCode(200);
    }

    @Test
    void of_an_invitation_and_its_password_accepts_it() {
        Realm realm = testRealms.realm();
        Administrator guest = testRealms.guest(realm);
        MailedLink link = testRealms.invite(realm, guest);

        Response opened = doubleClick(
                path(realm, "/invitation/open"), Map.of(), Map.of("token", link.token(), "form", "rendered-once"));
        Response accepted = doubleClick(opened.header("Location"), opened.cookies(), Map.of("password", NEW_PASSWORD));

        assertThat(accepted.header("Location")).isEqualTo(path(realm, "/console"));
        assertThat(database.sessionsOf(guest)).isEqualTo(1);
        one.signIn(realm).start(guest.email().value(), NEW_PASSWORD).then().statusCode(200);
    }

    @Test
    void of_a_reset_link_and_its_steps_sends_one_code_and_sets_the_password() {
        Realm realm = testRealms.realm(MfaMethod.EMAIL);
        Administrator administrator = testRealms.administrator(realm);
        String email = administrator.email().value();
        doubleClick(path(realm, "/password-reset"), Map.of(), Map.of("email", email, "form", "requested-once"));
        MailedLink link = MailedLink.in(TestMail.latestTo(email).text());

        Response opened = doubleClick(
                path(realm, "/password-reset/open"), Map.of(), Map.of("token", link.token(), "form", "opened-once"));
        assertThat(opened.header("Location")).startsWith(path(realm, "/password-reset/code?flow="));
        String code = codeIn(TestMail.latestTo(email, 2).text());
        Response proven = doubleClick(opened.header("Location"), opened.cookies(), Map.of("code", code));
        assertThat(proven.header("Location")).startsWith(path(realm, "/password-reset/password?flow="));
        Response set = doubleClick(proven.header("Location"), proven.cookies(), Map.of("password", NEW_PASSWORD));

        assertThat(set.header("Location")).startsWith(path(realm, "/sign-in/code?flow="));
        assertThat(TestMail.latestTo(email, 4)).isNotNull();
        one.signIn(realm).start(email, NEW_PASSWORD).then().statusCode(200);
    }

    /** Posts a form to both instances at once and returns their answer, which must be the same. */
    private Response doubleClick(String path, Map<String, String> cookies, Map<String, String> form) {
        List<Response> answers = Parallel.each(
                List.of(one, other),
                instance -> given().accept("text/html")
                        .redirects()
                        .follow(false)
                        .header("Sec-Fetch-Site", "same-origin")
                        .contentType("application/x-www-form-urlencoded; charset=utf-8")
                        .cookies(cookies)
                        .formParams(new HashMap<>(form))
                        .post(instance.url(path)));
        assertThat(answers).allSatisfy(answer -> {
            assertThat(answer.statusCode()).isEqualTo(303);
            assertThat(answer.header("Location")).isEqualTo(answers.get(0).header("Location"));
            assertThat(answer.cookies()).isEqualTo(answers.get(0).cookies());
        });
        return answers.get(0);
    }

    private static String path(Realm realm, String page) {
        return "/realms/" + realm.slug() + page;
    }
}
